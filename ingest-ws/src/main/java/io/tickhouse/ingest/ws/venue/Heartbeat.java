package io.tickhouse.ingest.ws.venue;

import java.time.Duration;

/**
 * What a venue wants to hear from a client that has nothing to say. WebSocket pings are answered without it.
 *
 * @param text as it is sent
 * @param every how often
 */
public record Heartbeat(String text, Duration every) {}
