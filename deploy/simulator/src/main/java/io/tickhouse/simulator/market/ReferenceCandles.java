package io.tickhouse.simulator.market;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.function.ToLongFunction;

/**
 * Candles of one of the {@link ReferencePrices}. A cursor: {@link #next()} moves it, the other methods read the candle it
 * stands on.
 */
public final class ReferenceCandles {
    private final CandleGrid grid;
    private final ToLongFunction<ReferencePrices> series;
    private final Iterator<DayPlan> laterDays;
    private ReferencePrices samples;
    private long open;
    private long high;
    private long low;
    private long close;
    private long count;

    /**
     * The candles that open from the first to the last day, inclusive.
     *
     * @param series which of the prices
     * @throws java.util.NoSuchElementException when no candle of the market opens there
     */
    public ReferenceCandles(
            SymbolDays days,
            Interval interval,
            LocalDate first,
            LocalDate last,
            ToLongFunction<ReferencePrices> series) {
        this.grid = new CandleGrid(days, interval, first, last);
        this.series = series;
        this.laterDays = days.between(grid.firstDay(), days.to()).iterator();
        this.samples = new ReferencePrices(laterDays.next());
    }

    /** Moves to the next candle; false when there is none. */
    public boolean next() {
        if (!grid.next()) {
            return false;
        }
        count = 0;
        for (long second = grid.from(); second < grid.to(); second++) {
            if (!samples.next()) {
                samples = new ReferencePrices(laterDays.next());
                samples.next();
            }
            add(series.applyAsLong(samples));
        }
        return true;
    }

    private void add(long value) {
        if (count++ == 0) {
            open = value;
            high = value;
            low = value;
        }
        high = Math.max(high, value);
        low = Math.min(low, value);
        close = value;
    }

    /** Seconds since the epoch, UTC. */
    public long openSecond() {
        return grid.open();
    }

    /** The first second after the candle. */
    public long closeSecond() {
        return grid.close();
    }

    /** Mantissa at {@link ReferencePrices#SCALE}, as the others. */
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

    /** Samples. */
    public long count() {
        return count;
    }
}
