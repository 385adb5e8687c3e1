package io.tickhouse.bench.storage;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayTrades;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.MarketPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** The simulated market's trades of several symbols in the order in which they arrive, as one Kafka partition holds them. */
final class Arrival {
    static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "SOLUSDT", "DOGEUSDT");
    static final String COLUMNS = "symbol UInt8, id Int64, price Int64, price_scale UInt8, quantity Int64,"
            + " quantity_scale UInt8, time Int64, buy UInt8";
    private static final LocalDate FROM = LocalDate.of(2025, 3, 3);
    private static final LocalDate TO = LocalDate.of(2025, 3, 30);
    private static final int ROW_BYTES = 1 + 8 + 8 + 1 + 8 + 1 + 8 + 1;

    private final PriorityQueue<Feed> feeds = new PriorityQueue<>(Comparator.comparingLong(Feed::time));

    Arrival(long seed, long trades) {
        for (int i = 0; i < SYMBOLS.size(); i++) {
            Instrument instrument = Instrument.of(Market.SPOT, SYMBOLS.get(i));
            Feed feed = new Feed(
                    i,
                    instrument,
                    MarketPlan.of(seed, instrument, FROM, TO, trades / SYMBOLS.size())
                            .iterator());
            if (feed.next()) {
                feeds.add(feed);
            }
        }
    }

    /** The next rows of {@link #COLUMNS} in RowBinary, at most so many; empty at the end. */
    byte[] next(int rows) {
        ByteBuffer out = ByteBuffer.allocate(rows * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows && !feeds.isEmpty(); i++) {
            Feed feed = feeds.remove();
            feed.write(out);
            if (feed.next()) {
                feeds.add(feed);
            }
        }
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        return written;
    }

    /** One symbol's days, one after the other. */
    private static final class Feed {
        private final int symbol;
        private final Instrument instrument;
        private final Iterator<DayPlan> days;
        private DayTrades trades;

        Feed(int symbol, Instrument instrument, Iterator<DayPlan> days) {
            this.symbol = symbol;
            this.instrument = instrument;
            this.days = days;
            this.trades = new DayTrades(days.next());
        }

        boolean next() {
            while (!trades.next()) {
                if (!days.hasNext()) {
                    return false;
                }
                trades = new DayTrades(days.next());
            }
            return true;
        }

        long time() {
            return trades.epochMicros();
        }

        void write(ByteBuffer out) {
            out.put((byte) symbol).putLong(trades.id());
            out.putLong(trades.price()).put((byte) instrument.priceScale());
            out.putLong(trades.quantity()).put((byte) instrument.quantityScale());
            out.putLong(trades.epochMicros()).put((byte) (trades.buyerMaker() ? 0 : 1));
        }
    }
}
