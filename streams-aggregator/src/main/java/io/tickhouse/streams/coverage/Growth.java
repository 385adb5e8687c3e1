package io.tickhouse.streams.coverage;

import org.jspecify.annotations.Nullable;

/**
 * What one trade added to the coverage: the span of event time, both ends inclusive, within which something may now be
 * proven that was not before. Empty when {@code from > to}.
 *
 * @param from microseconds since 1970-01-01T00:00:00Z
 * @param to microseconds since 1970-01-01T00:00:00Z
 * @param closed the run in which a hole that was told has closed; null where none has
 */
public record Growth(long from, long to, @Nullable Run closed) {
    /** The trade was counted, but proves nothing new. */
    public static final Growth NOTHING = new Growth(Long.MAX_VALUE, Long.MIN_VALUE, null);

    Growth(long from, long to) {
        this(from, to, null);
    }

    public boolean isEmpty() {
        return from > to;
    }
}
