package io.tickhouse.ingest.ws.venue;

/**
 * What a venue says instead of an answer, though the status is 200.
 *
 * @param cause the venue's words
 * @param tooMany true when it wants to be asked less often
 */
public record RestRefusal(String cause, boolean tooMany) {}
