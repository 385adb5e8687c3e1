package io.tickhouse.simulator.exchange;

import java.time.Duration;

/**
 * What a venue grants to a connection.
 *
 * @param messagesPerSecond frames a client may send in a second, pongs included; one more and it is cut off
 * @param streams most it may listen to
 * @param pingEvery distance of the venue's pings
 * @param pongWithin longest time without a pong before it is cut off
 * @param lifetime after which it is cut off
 * @param backlogBytes most that waits for a slow client before it is cut off
 */
public record SessionLimits(
        int messagesPerSecond,
        int streams,
        Duration pingEvery,
        Duration pongWithin,
        Duration lifetime,
        long backlogBytes) {
    /** What may wait for a slow client unless told otherwise. */
    public static final long BACKLOG_BYTES = 256L << 20;

    public SessionLimits {
        if (messagesPerSecond < 1 || streams < 1) {
            throw new IllegalArgumentException("expected at least 1 message a second and 1 stream, found "
                    + messagesPerSecond + " and " + streams);
        }
        if (!pingEvery.isPositive() || !pongWithin.isPositive() || !lifetime.isPositive()) {
            throw new IllegalArgumentException("expected times above 0, found pings every " + pingEvery
                    + ", pongs within " + pongWithin + ", a lifetime of " + lifetime);
        }
    }

    public SessionLimits withPings(Duration every, Duration within) {
        return new SessionLimits(messagesPerSecond, streams, every, within, lifetime, backlogBytes);
    }

    public SessionLimits withLifetime(Duration longest) {
        return new SessionLimits(messagesPerSecond, streams, pingEvery, pongWithin, longest, backlogBytes);
    }
}
