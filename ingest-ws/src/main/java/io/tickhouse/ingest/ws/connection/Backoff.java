package io.tickhouse.ingest.ws.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a random time up to a bound that doubles with every failure until the cap
 * ("full jitter"), so that many clients cut off at once do not come back at once.
 *
 * @param first bound after the first failure, above zero
 * @param cap largest bound
 */
public record Backoff(Duration first, Duration cap) {
    private static final int MOST_DOUBLINGS = 30;

    /**
     * A delay drawn at random.
     *
     * @param failures in a row so far, 1 or more
     */
    public Duration delay(int failures, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(bound(failures).toNanos() + 1));
    }

    Duration bound(int failures) {
        Duration bound = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return bound.compareTo(cap) < 0 ? bound : cap;
    }
}
