package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.decode.RowReader;

/** Takes a file's rows, in the order of the file. */
public interface RowSink<X extends Exception> {
    /**
     * A row that is a record.
     *
     * @param row counts from 0, the header left out
     * @param read says what it holds, until this returns
     * @return false to hear no more
     */
    boolean record(long row, RowReader read) throws X, ArchiveException;

    /**
     * A row that says again what an earlier one of the file said.
     *
     * @param row counts from 0, the header left out
     * @return false to hear no more
     */
    boolean repeated(long row) throws X, ArchiveException;

    /**
     * A row that is none.
     *
     * @param row counts from 0, the header left out
     * @param line counts from 1, the header included
     * @param bytes the line as it stands in the file, a copy
     * @param reason what was expected and found
     * @return false to hear no more
     */
    boolean refused(long row, long line, byte[] bytes, String reason) throws X, ArchiveException;
}
