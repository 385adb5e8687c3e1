package io.tickhouse.ingest.ws.venue;

import java.time.Duration;

/**
 * What a venue allows on its sockets.
 *
 * @param channelsPerConnection most channels on one connection
 * @param channelsPerRequest most channels in one subscribing request
 * @param requestsPerSecond most messages a client may send on one connection in a second, its pongs not among them
 * @param attempts most attempts to connect within {@code attemptsWithin}, from one address
 * @param attemptsWithin the span for {@code attempts}
 * @param lifetime after which the venue cuts a connection
 * @param silence longest time without any frame on a connection that is alive, where the venue promises frames of some kind;
 *     zero where it does not
 */
public record Limits(
        int channelsPerConnection,
        int channelsPerRequest,
        int requestsPerSecond,
        int attempts,
        Duration attemptsWithin,
        Duration lifetime,
        Duration silence) {
    /** Limits of a venue that promises no frames. */
    public Limits(
            int channelsPerConnection,
            int channelsPerRequest,
            int requestsPerSecond,
            int attempts,
            Duration attemptsWithin,
            Duration lifetime) {
        this(
                channelsPerConnection,
                channelsPerRequest,
                requestsPerSecond,
                attempts,
                attemptsWithin,
                lifetime,
                Duration.ZERO);
    }
}
