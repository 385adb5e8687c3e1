package io.tickhouse.ingest.ws.venue;

import java.time.Duration;

/**
 * A venue's budget of request weight.
 *
 * @param weight most within {@code window}, above 0
 * @param window the span, counted from the clock's full minutes and hours
 */
public record RestLimit(int weight, Duration window) {}
