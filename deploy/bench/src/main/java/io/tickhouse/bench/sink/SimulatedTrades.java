package io.tickhouse.bench.sink;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayTrades;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.MarketPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** Trades of several simulated symbols, taking turns, as an archive load would publish them. No two are alike. */
public final class SimulatedTrades implements Iterator<Trade> {
    private static final int SCALE = 18;

    private final List<Symbol> symbols = new ArrayList<>();
    private long left;
    private int turn;

    /**
     * @param trades over all symbols
     * @param days over which they are spread, from {@code from} on
     */
    public SimulatedTrades(long seed, int symbolCount, long trades, LocalDate from, int days) {
        left = trades;
        long each = trades / symbolCount + 1;
        for (String name : names(symbolCount)) {
            Instrument instrument = Instrument.of(Market.SPOT, name);
            symbols.add(new Symbol(
                    instrument,
                    MarketPlan.of(seed, instrument, from, from.plusDays(days - 1L), each)
                            .iterator()));
        }
    }

    /** The symbols' names. */
    public static List<String> names(int symbolCount) {
        return IntStream.range(0, symbolCount).mapToObj(i -> "SIM" + i + "USDT").toList();
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Trade next() {
        if (left-- <= 0) {
            throw new NoSuchElementException("no more trades");
        }
        turn = (turn + 1) % symbols.size();
        return symbols.get(turn).next();
    }

    private static final class Symbol {
        private final Instrument instrument;
        private final Iterator<DayPlan> days;
        private DayTrades day;

        Symbol(Instrument instrument, Iterator<DayPlan> days) {
            this.instrument = instrument;
            this.days = days;
            this.day = new DayTrades(days.next());
        }

        Trade next() {
            while (!day.next()) {
                day = new DayTrades(days.next());
            }
            BigDecimal price = BigDecimal.valueOf(day.price(), instrument.priceScale());
            BigDecimal quantity = BigDecimal.valueOf(day.quantity(), instrument.quantityScale());
            return Trade.newBuilder()
                    .setVenue("binance-spot")
                    .setSymbol(instrument.symbol())
                    .setTradeId(Long.toString(day.id()))
                    .setSequence(day.id())
                    .setPrice(price.setScale(SCALE))
                    .setQuantity(quantity.setScale(SCALE))
                    .setQuoteQuantity(price.multiply(quantity).setScale(SCALE))
                    .setQuantityUnit(QuantityUnit.BASE)
                    .setSide(day.buyerMaker() ? Side.SELL : Side.BUY)
                    .setKind("NORMAL")
                    .setEventTime(Instant.EPOCH.plusNanos(day.epochMicros() * 1_000))
                    .setPublishTime(null)
                    .setReceiveTime(null)
                    .setSource(Source.SIMULATED)
                    .build();
        }
    }
}
