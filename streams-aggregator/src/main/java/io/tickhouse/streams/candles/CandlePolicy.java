package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import java.util.List;

/**
 * What is configured about candles of one lane.
 *
 * @param intervals which candles are made
 * @param grace how far event time must be past a candle's end before it closes, microseconds
 * @param stepBack a trade older than the newest by more begins a new pass, microseconds; {@link Long#MAX_VALUE} for never
 * @param closedKept how many lengths of an interval its closed candles stay open to late trades, 1 or more
 * @param idsKept ids remembered of an instrument whose venue's ids are not contiguous, 1 or more
 */
public record CandlePolicy(List<Interval> intervals, long grace, long stepBack, int closedKept, int idsKept) {
    public CandlePolicy {
        intervals = List.copyOf(intervals);
    }
}
