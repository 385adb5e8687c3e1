package io.tickhouse.streams.coverage;

import org.jspecify.annotations.Nullable;

/**
 * Ids that were passed over and have not come.
 *
 * @param first lowest missing id
 * @param last highest missing id
 * @param from latest event time below it, microseconds since 1970-01-01T00:00:00Z
 * @param to earliest event time above it, microseconds since 1970-01-01T00:00:00Z
 * @param explanation the documented rule by which nothing is missing; null where something is
 */
public record Hole(
        long first, long last, long from, long to, @Nullable String explanation) {
    /** How many ids. */
    public long count() {
        return last - first + 1;
    }
}
