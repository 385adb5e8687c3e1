package io.tickhouse.ingest.bulk.decode;

/**
 * A column of a file.
 *
 * @param index counted from 0
 * @param name as the venue documents it, for messages
 */
public record Column(int index, String name) {}
