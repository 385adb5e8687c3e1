package io.tickhouse.streams.candles;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is configured about candles of one lane. Times are microseconds.
 *
 * @param intervals which candles are made, shortest first
 * @param live of which of them the open candle is published as well
 * @param liveEvery least time between two publications of one open candle, milliseconds
 * @param empties what is published of intervals without trades
 * @param emptiesInARow most of them between two trades; beyond that nothing is published of any of them
 * @param grace how far event time must be past a candle's end before it closes
 * @param stepBack a trade older than the newest by more begins a new pass; {@link Long#MAX_VALUE} for never
 * @param keptFor how long closed candles stay open to late trades
 * @param secondsKeptFor the same of candles shorter than a minute
 * @param idsKept ids remembered of an instrument whose venue's ids are not contiguous, 1 or more
 * @param gapGrace how far event time must be past a missing id before it is told
 * @param gapQuietMillis how long nothing must have come into a hole before it is told, however it came about; milliseconds
 */
public record CandlePolicy(
        List<CandleInterval> intervals,
        List<CandleInterval> live,
        long liveEvery,
        EmptyPolicy empties,
        int emptiesInARow,
        long grace,
        long stepBack,
        long keptFor,
        long secondsKeptFor,
        int idsKept,
        long gapGrace,
        long gapQuietMillis) {

    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
    /** Of long intervals so many at least are kept. */
    private static final int LEAST_KEPT = 3;

    public CandlePolicy {
        intervals = intervals.stream()
                .distinct()
                .sorted(Comparator.comparingLong(CandleInterval::length))
                .toList();
        live = List.copyOf(live);
    }

    /** For how long closed candles of an interval are kept. */
    long kept(CandleInterval interval) {
        long kept = interval.length() < MINUTE ? secondsKeptFor : keptFor;
        return Math.max(kept, LEAST_KEPT * interval.length());
    }
}
