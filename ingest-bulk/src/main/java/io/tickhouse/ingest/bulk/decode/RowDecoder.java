package io.tickhouse.ingest.bulk.decode;

/**
 * Reads one line of a file of known layout. Not thread-safe.
 *
 * @param <R> the record
 */
public interface RowDecoder<R> {
    /**
     * The record in a line.
     *
     * @param bytes where the line lies; may be changed by the caller afterwards
     * @param from index of its first byte
     * @param to index after its last byte, the line's end left out
     * @throws RefusedRow if the row breaks the contract
     */
    R decode(byte[] bytes, int from, int to) throws RefusedRow;
}
