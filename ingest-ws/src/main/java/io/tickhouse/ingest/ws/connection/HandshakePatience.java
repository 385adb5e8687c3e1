package io.tickhouse.ingest.ws.connection;

import java.time.Duration;

/**
 * How long a handshake may take. Short at first, since a venue that takes a connection and drops it before the handshake is
 * noticed only then; after some that were too slow in a row twice as long each time, for a venue that is far away. Used by
 * one thread.
 */
final class HandshakePatience {
    /** So many may be too slow before the next gets more time. */
    private static final int AS_SHORT_AS_EVER = 3;

    private static final int MOST_DOUBLINGS = 4;

    private final Duration shortest;
    private int tooSlow;

    HandshakePatience(Duration shortest) {
        this.shortest = shortest;
    }

    /** For the next handshake. */
    Duration next() {
        int doublings = Math.clamp(tooSlow - AS_SHORT_AS_EVER + 1L, 0, MOST_DOUBLINGS);
        return shortest.multipliedBy(1L << doublings);
    }

    /** A handshake has failed after so long. */
    void failed(Duration after) {
        if (after.compareTo(next()) >= 0) {
            tooSlow++;
        }
    }

    /** A handshake was made, in so much time: a venue that was far away is near again, or still is not. */
    void made(Duration took) {
        if (took.compareTo(shortest) < 0) {
            tooSlow = 0;
        }
    }
}
