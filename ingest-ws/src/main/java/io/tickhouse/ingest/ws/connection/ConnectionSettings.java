package io.tickhouse.ingest.ws.connection;

import java.time.Duration;

/**
 * How patient a connection is.
 *
 * @param connect for a handshake, at first
 * @param answer for the answers to all subscribing requests
 * @param stale without good data before an open connection is given up
 * @param backoff between attempts
 * @param rotateAfter age at which a connection is replaced before the venue cuts it; up to a tenth is taken off at random
 * @param overlap least time a connection and its replacement run side by side
 */
public record ConnectionSettings(
        Duration connect, Duration answer, Duration stale, Backoff backoff, Duration rotateAfter, Duration overlap) {}
