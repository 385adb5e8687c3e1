package io.tickhouse.ingest.ws.venue;

/**
 * A message to the venue that it has to answer.
 *
 * @param text as it is sent
 * @param id by which the answers name it
 * @param answers how many acknowledgements it takes: one a request on some venues, one a channel on others
 */
public record Request(String text, String id, int answers) {}
