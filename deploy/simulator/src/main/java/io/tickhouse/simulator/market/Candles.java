package io.tickhouse.simulator.market;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;

/**
 * Candles made of exactly the simulated trades. Without a trade a candle stands at the last close, with nothing traded,
 * as the venue publishes it. A cursor: {@link #next()} moves it, the other methods read the candle it stands on.
 */
public final class Candles {
    private static final long MICROS = 1_000_000;

    private final SymbolDays days;
    private final Instrument instrument;
    private final CandleGrid grid;
    private final Iterator<DayPlan> laterDays;
    private DayTrades trades;
    private boolean pending;
    private boolean closeKnown;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long value;
    private long count;
    private long takerBuyVolume;
    private long takerBuyValue;

    /**
     * The candles that open from the first to the last day, inclusive.
     *
     * @throws IllegalArgumentException when no candle of the market opens there
     */
    public Candles(SymbolDays days, Interval interval, LocalDate first, LocalDate last) {
        this.days = days;
        this.instrument = days.instrument();
        this.grid = new CandleGrid(days, interval, first, last);
        List<DayPlan> plans = days.between(grid.firstDay(), days.to());
        if (plans.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected days from " + days.from() + " to " + days.to() + ", found " + first + " to " + last);
        }
        this.laterDays = plans.iterator();
        this.trades = new DayTrades(laterDays.next());
        this.pending = nextTrade();
    }

    /** Moves to the next candle; false when there is none. */
    public boolean next() {
        LocalDate firstDay = grid.firstDay();
        if (!grid.next()) {
            return false;
        }
        clear();
        while (pending && trades.epochMicros() < grid.close() * MICROS) {
            add();
            pending = nextTrade();
        }
        if (count == 0) {
            stand(closeKnown ? close : days.closeBefore(firstDay));
        }
        closeKnown = true;
        return true;
    }

    private boolean nextTrade() {
        while (!trades.next()) {
            if (!laterDays.hasNext()) {
                return false;
            }
            trades = new DayTrades(laterDays.next());
        }
        return true;
    }

    private void clear() {
        volume = 0;
        value = 0;
        count = 0;
        takerBuyVolume = 0;
        takerBuyValue = 0;
    }

    private void stand(long price) {
        open = price;
        high = price;
        low = price;
        close = price;
    }

    private void add() {
        long price = trades.price();
        if (count == 0) {
            stand(price);
        }
        high = Math.max(high, price);
        low = Math.min(low, price);
        close = price;
        long tradeValue = instrument.value(price, trades.quantity());
        volume += trades.quantity();
        value = Math.addExact(value, tradeValue);
        count++;
        if (!trades.buyerMaker()) {
            takerBuyVolume += trades.quantity();
            takerBuyValue += tradeValue;
        }
    }

    /** Seconds since the epoch, UTC. */
    public long openSecond() {
        return grid.open();
    }

    /** The first second after the candle. */
    public long closeSecond() {
        return grid.close();
    }

    /** Mantissa at the instrument's price scale, as the other prices. */
    public long open() {
        return open;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public long close() {
        return close;
    }

    /** Mantissa at the instrument's quantity scale. */
    public long volume() {
        return volume;
    }

    /** Mantissa at the instrument's value scale: quote currency, or base currency of contracts. */
    public long value() {
        return value;
    }

    /** Trades. */
    public long count() {
        return count;
    }

    /** The part of the volume whose taker bought. */
    public long takerBuyVolume() {
        return takerBuyVolume;
    }

    /** The part of the value whose taker bought. */
    public long takerBuyValue() {
        return takerBuyValue;
    }
}
