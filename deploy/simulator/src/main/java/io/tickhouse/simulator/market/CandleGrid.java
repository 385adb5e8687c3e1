package io.tickhouse.simulator.market;

import java.time.LocalDate;

/**
 * The candles whose opening lies in a span of days, as far as the market was there: a market that starts or ends in the
 * middle of a candle has that candle too.
 */
final class CandleGrid {
    private final Interval interval;
    private final long marketStart;
    private final long marketEnd;
    private final long end;
    private long next;
    private long open;
    private long close;

    CandleGrid(SymbolDays days, Interval interval, LocalDate first, LocalDate last) {
        this.interval = interval;
        this.marketStart = Interval.startOf(days.from());
        this.marketEnd = Interval.startOf(days.to().plusDays(1));
        long start = Interval.startOf(first);
        long gridded = interval.openOf(start);
        this.next = Math.max(gridded < start ? interval.closeOf(gridded) : gridded, interval.openOf(marketStart));
        this.end = Math.min(Interval.startOf(last.plusDays(1)), marketEnd);
    }

    boolean next() {
        if (next >= end) {
            return false;
        }
        open = next;
        close = interval.closeOf(open);
        next = close;
        return true;
    }

    /** The day that the first candle's trades begin on. */
    LocalDate firstDay() {
        return Interval.dateOf(Math.max(next, marketStart));
    }

    /** Seconds since the epoch. */
    long open() {
        return open;
    }

    /** The first second after the candle. */
    long close() {
        return close;
    }

    /** The first second of the candle that the market was there. */
    long from() {
        return Math.max(open, marketStart);
    }

    /** The first second after the candle or the market. */
    long to() {
        return Math.min(close, marketEnd);
    }
}
