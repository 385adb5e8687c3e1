package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import java.nio.file.Path;
import java.util.Optional;

/** An archive as a tree of files, wherever it lies. Safe for one thread at a time. */
public interface Archive extends AutoCloseable {
    /** How messages call it: its address or folder. */
    String name();

    /** Whether a file is there; a 404 is final. */
    boolean has(String path) throws ArchiveException, InterruptedException;

    /** A small file's content; empty when it is not there. */
    Optional<byte[]> read(String path) throws ArchiveException, InterruptedException;

    /**
     * Brings a whole file here.
     *
     * @param to replaced when it exists; not to be used unless this returns
     * @param limit most bytes it may have
     */
    void fetch(String path, Path to, long limit) throws ArchiveException, InterruptedException;

    /** True when the two files of a pair may be of different generations for a while, so that asking again can help. */
    boolean mayChange();

    @Override
    void close();
}
