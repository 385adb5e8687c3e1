package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/** An archive as a tree of files, wherever it lies. Safe for several threads. */
public interface Archive extends AutoCloseable {
    /** How messages call it: its address or folder. */
    String name();

    /** A file's size in bytes, 0 where the archive does not say; empty when it is not there: a 404 is final. */
    OptionalLong size(String path) throws ArchiveException, InterruptedException;

    /** A small file's content; empty when it is not there. */
    Optional<byte[]> read(String path) throws ArchiveException, InterruptedException;

    /**
     * Brings a whole file here, from where an earlier attempt has left off if the archive still has the same.
     *
     * @param to replaced when it exists; not to be used unless this returns
     * @param limit most bytes it may have
     */
    void fetch(String path, Path to, long limit) throws ArchiveException, InterruptedException;

    /** Names of the folders in a folder. */
    SortedSet<String> folders(String folder) throws ArchiveException, InterruptedException;

    /** True when the two files of a pair may be of different generations for a while, so that asking again can help. */
    boolean mayChange();

    @Override
    void close();
}
