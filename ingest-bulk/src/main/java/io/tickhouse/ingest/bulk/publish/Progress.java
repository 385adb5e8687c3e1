package io.tickhouse.ingest.bulk.publish;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;

/** Hears what is committed. */
public interface Progress {
    /** A transaction settled {@code rows} more of the file: those below {@code nextRow} are, of {@code total} in it. */
    void committed(ArchiveFile file, long rows, long nextRow, long total);
}
