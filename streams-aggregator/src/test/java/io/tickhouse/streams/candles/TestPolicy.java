package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Policies for tests. Times are microseconds. */
final class TestPolicy {
    static final long FOR_EVER = TimeUnit.DAYS.toMicros(3_660);

    private TestPolicy() {}

    static List<CandleInterval> every() {
        return Arrays.stream(Interval.values()).map(CandleInterval::of).toList();
    }

    /** Everything is kept, gaps are told after five seconds, nothing is published of empty intervals. */
    static CandlePolicy of(List<CandleInterval> intervals, long grace, long stepBack) {
        return with(intervals, EmptyPolicy.NONE, grace, stepBack);
    }

    static CandlePolicy with(List<CandleInterval> intervals, EmptyPolicy empties, long grace, long stepBack) {
        return new CandlePolicy(
                intervals, List.of(), 1_000, empties, 1_000_000, grace, stepBack, FOR_EVER, FOR_EVER, 10, 5_000_000,
                10_000);
    }
}
