package io.tickhouse.ingest.bulk.plan;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.util.List;

/**
 * The files that a request means.
 *
 * @param files those that the archive has or has had, in order of their days and then of the request's datasets
 * @param missing those that the archive does not have
 */
public record Plan(List<Planned> files, List<ArchiveFile> missing) {

    /**
     * One file.
     *
     * @param bytes size of the packed file, 0 where not known
     * @param loaded whether all of it is loaded already
     */
    public record Planned(ArchiveFile file, long bytes, boolean loaded) {}

    /** Size of what is yet to be loaded, packed, in bytes. */
    public long bytesToLoad() {
        return files.stream()
                .filter(file -> !file.loaded())
                .mapToLong(Planned::bytes)
                .sum();
    }

    /** Files yet to be loaded. */
    public long filesToLoad() {
        return files.stream().filter(file -> !file.loaded()).count();
    }
}
