package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.serde.AvroBuffer;

/**
 * Reads the lines of one file, whose layout it was made for, one after another; what it says of a line stands until the next
 * is read. Pure: touches no clock, no file, no network and no broker. Not thread-safe.
 */
public interface RowReader {
    /** {@link #id} of rows that have none. */
    long NO_ID = -1;

    /**
     * Reads a line.
     *
     * @param bytes where it lies; may be changed by the caller once {@link #encoded} was called or is not wanted
     * @param from index of its first byte
     * @param to index after its last byte, the line's end left out
     * @throws RefusedRow if the row breaks the contract; nothing else may be asked of it then
     */
    void read(byte[] bytes, int from, int to) throws RefusedRow;

    /** The row's place in the venue's numbering of its type, 0 or more, or {@link #NO_ID} where rows are not numbered. */
    long id();

    /** The time by which the row belongs to its file's period: microseconds since 1970-01-01T00:00:00Z. */
    long time();

    /** Adds the row's traded quantity, in the venue's unit, where its type has one. */
    void addVolume(VolumeSum sum);

    /** The record in the Confluent wire format, in a buffer that the next row is written to as well. */
    AvroBuffer encoded();

    /** The record in the Confluent wire format; a new array. */
    default byte[] value() {
        return encoded().toArray();
    }
}
