package io.tickhouse.streams.gaps;

import org.jspecify.annotations.Nullable;

/**
 * Missing ids that were told, some of which may have come since. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * @param id names the gap
 * @param first lowest id when it was told
 * @param last highest id when it was told
 * @param missing those that have not come
 * @param from latest event time below it
 * @param to earliest event time above it
 * @param detected when it was told, milliseconds since 1970-01-01T00:00:00Z
 */
record IdGap(
        String id,
        String cause,
        long first,
        long last,
        RangeSet missing,
        @Nullable Long from,
        @Nullable Long to,
        long detected,
        Touched touched) {

    /** When ids last came into it, milliseconds since 1970-01-01T00:00:00Z; {@link Long#MAX_VALUE} for never. */
    static final class Touched {
        long at = Long.MAX_VALUE;
    }

    static IdGap open(String id, String cause, RangeSet.Range range, @Nullable Long from, @Nullable Long to, long now) {
        RangeSet missing = new RangeSet();
        missing.add(range.first(), range.last());
        return new IdGap(id, cause, range.first(), range.last(), missing, from, to, now, new Touched());
    }
}
