package io.tickhouse.ingest.ws.connection;

import java.time.Instant;

/**
 * One message as it came from a socket.
 *
 * @param payload its text in UTF-8; not copied, not to be changed
 * @param receiveTime when it was read, by our clock
 */
@SuppressWarnings("ArrayRecordComponent") // frames are handed over, never compared
public record Frame(byte[] payload, Instant receiveTime) {}
