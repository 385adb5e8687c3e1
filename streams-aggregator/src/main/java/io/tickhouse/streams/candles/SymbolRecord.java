package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import io.tickhouse.streams.coverage.Run;
import java.util.List;

/**
 * What is saved of an instrument beside its candles. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * @param key {@code venue:symbol}
 * @param clock event time reached
 * @param runs covered ids
 * @param idsAdded how many ids of a venue without contiguous ids were ever remembered
 * @param idsEarliest earliest event time among them
 * @param idsLatest latest event time among them
 */
public record SymbolRecord(
        String key,
        long clock,
        List<Run> runs,
        long idsAdded,
        long idsEarliest,
        long idsLatest,
        List<SeriesRecord> series) {

    /**
     * What is saved of one interval.
     *
     * @param provableAfter candles that open at or before it began before the series did, so they prove nothing
     * @param letGoBefore closed candles that open earlier may have been let go
     * @param oldestKept no kept candle opens earlier
     * @param newest no candle opens later
     * @param hot open times of candles that are open or not yet emitted
     * @param unproven open times of closed, kept candles not proven complete
     */
    public record SeriesRecord(
            Interval interval,
            long provableAfter,
            long letGoBefore,
            long oldestKept,
            long newest,
            List<Long> hot,
            List<Long> unproven) {}
}
