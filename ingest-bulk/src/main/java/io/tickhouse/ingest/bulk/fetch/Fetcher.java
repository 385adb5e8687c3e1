package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import io.tickhouse.ingest.bulk.archive.ArchiveException.WrongChecksum;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.plan.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings whole files into the work folder and compares them with their CHECKSUMs. */
public final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    /** After a re-publication a CDN may serve ZIP and CHECKSUM of different generations: both are asked for once more. */
    private static final int GENERATIONS = 2;

    private final Archive archive;
    private final Path work;
    private final long limit;

    /**
     * @param work the folder for ZIPs; made when missing
     * @param limit most bytes a ZIP may have
     */
    public Fetcher(Archive archive, Path work, long limit) {
        this.archive = archive;
        this.work = work;
        this.limit = limit;
    }

    /** What the archive has of a file. */
    public Presence presence(ArchiveFile file) throws ArchiveException, InterruptedException {
        return new Presence(file, archive.has(file.checksumPath()), archive.has(file.path()));
    }

    /** The checksum the archive gives for a file, lower-case hex. */
    public String checksum(ArchiveFile file) throws ArchiveException, InterruptedException {
        Optional<byte[]> content = archive.read(file.checksumPath());
        if (content.isEmpty()) {
            throw new ArchiveException.Missing(file.checksumPath() + ": not in " + archive.name()
                    + " (404) any more. Nothing is loaded; try again when it is there");
        }
        return Checksum.parse(file, content.get());
    }

    /**
     * Brings a file here.
     *
     * @throws ArchiveException if it cannot be had whole and as its CHECKSUM says; nothing is left in the work folder then
     */
    public FetchedFile fetch(ArchiveFile file) throws ArchiveException, InterruptedException {
        Path zip = work.resolve(file.venue().name()).resolve(file.zipName());
        try {
            Files.createDirectories(zip.resolveSibling("."));
            for (int generation = 1; ; generation++) {
                String expected = checksum(file);
                archive.fetch(file.path(), zip, limit);
                String found = Checksum.of(zip);
                if (found.equals(expected)) {
                    return new FetchedFile(file, expected, zip);
                }
                Files.delete(zip);
                if (!archive.mayChange() || generation == GENERATIONS) {
                    throw new WrongChecksum(file.path() + ": expected SHA-256 " + expected + " as "
                            + file.checksumPath() + " says, found " + found
                            + ". Nothing of it is loaded; the download or the archive is damaged, or it is being"
                            + " published anew: try again later");
                }
                LOG.atWarn()
                        .addKeyValue("file", file.path())
                        .addKeyValue("expected", expected)
                        .addKeyValue("found", found)
                        .log("the ZIP is not what its CHECKSUM says; fetching both again");
            }
        } catch (IOException e) {
            throw new Unreachable(zip + ": cannot be written or read: " + e.getMessage(), e);
        }
    }
}
