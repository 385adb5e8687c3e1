package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;

/** A file's rows as they are published, in the order in which they are. */
public interface EncodedRows extends AutoCloseable {
    /** Takes rows, one after another. */
    interface Taker<X extends Exception> {
        /** @param value the record in the Confluent wire format */
        void record(byte[] value) throws X;

        /** The row says again what an earlier one of the file said. */
        void repeated() throws X;

        /** @param line counts from 1, the header included */
        void refused(long line, byte[] bytes, String reason) throws X;
    }

    /**
     * Gives all rows.
     *
     * @throws ArchiveException if they cannot be read to their end; the rows before were given
     */
    <X extends Exception> void forEach(Taker<X> taker) throws X, ArchiveException, InterruptedException;

    @Override
    void close();
}
