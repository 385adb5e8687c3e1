package io.tickhouse.streams.gaps;

import org.jspecify.annotations.Nullable;

/**
 * A capture that is live. Times are microseconds since 1970-01-01T00:00:00Z by the capture's clock.
 *
 * @param connection by which connection
 * @param since when it became live
 * @param at when it last said so
 * @param lastId highest id then; null where ids are not contiguous
 */
record Heard(
        String connection, long since, long at, @Nullable Long lastId) {
    /** The same capture says so again, by whatever connection. */
    Heard again(String by, long time, @Nullable Long id) {
        return new Heard(by, since, Math.max(at, time), id);
    }
}
