package io.tickhouse.streams.gaps;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a feed gave nothing. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * @param id names the gap
 * @param cause {@code OUTAGE}, {@code SILENCE}, {@code BROKEN_BOOK} or {@code NOT_PUBLISHED}
 * @param from when it began by the capture's clock; null where the capture ended without a word
 * @param to when it ended, null while it lasts
 * @param lastId highest id before it; null where ids are not contiguous
 * @param detected when it was told, milliseconds since 1970-01-01T00:00:00Z
 */
record Outage(
        String id,
        String dataType,
        String cause,
        @Nullable Long from,
        @Nullable Long to,
        @Nullable Long lastId,
        long detected) {

    /** Clocks differ, and records are on their way for a while. */
    private static final long MARGIN = 5_000_000;

    Outage ended(long time) {
        return new Outage(id, dataType, cause, from, time, lastId, detected);
    }

    Outage by(String newCause) {
        return new Outage(id, dataType, newCause, from, to, lastId, detected);
    }

    boolean overlaps(long start, long end) {
        return (from == null || from <= end + MARGIN) && (to == null || to >= start - MARGIN);
    }

    GapWriter.About about() {
        return new GapWriter.About(id, dataType, cause, null, null, null, from, to, detected);
    }
}
