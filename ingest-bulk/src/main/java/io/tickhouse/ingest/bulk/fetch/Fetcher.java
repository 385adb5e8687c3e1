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
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings whole files into the work folder and compares them with their CHECKSUMs. Safe for several threads. */
public final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    /** After a re-publication a CDN may serve ZIP and CHECKSUM of different generations: both are asked for once more. */
    private static final int GENERATIONS = 2;

    private final Archive archive;
    private final Path work;
    private final long limit;

    /**
     * @param work the folder for fetched files; made when missing
     * @param limit most bytes a packed file may have
     */
    public Fetcher(Archive archive, Path work, long limit) {
        this.archive = archive;
        this.work = work;
        this.limit = limit;
    }

    /** What the archive has of a file. */
    public Presence presence(ArchiveFile file) throws ArchiveException, InterruptedException {
        Optional<String> checksumPath = file.checksumPath();
        if (checksumPath.isEmpty()) {
            OptionalLong size = archive.size(file.path());
            return new Presence(file, size.isPresent(), size);
        }
        return new Presence(file, archive.size(checksumPath.get()).isPresent(), archive.size(file.path()));
    }

    /** The checksum the archive gives for a file, lower-case hex; empty where it gives none. */
    public Optional<String> checksum(ArchiveFile file) throws ArchiveException, InterruptedException {
        if (file.checksumPath().isEmpty()) {
            return Optional.empty();
        }
        String path = file.checksumPath().get();
        byte[] content = archive.read(path)
                .orElseThrow(() -> new ArchiveException.Missing(path + ": not in " + archive.name()
                        + " (404) any more. Nothing is loaded; try again when it is there"));
        return Optional.of(Checksum.parse(file, content));
    }

    /**
     * Brings a file here.
     *
     * @throws ArchiveException if it cannot be had whole and as its CHECKSUM says; at most the part of it that has arrived is
     *     left in the work folder then
     */
    public FetchedFile fetch(ArchiveFile file) throws ArchiveException, InterruptedException {
        Path local = work.resolve(file.venue().name()).resolve(file.path().replace('/', '~'));
        try {
            Files.createDirectories(local.resolveSibling("."));
            for (int generation = 1; ; generation++) {
                Optional<String> expected = checksum(file);
                if (!isHere(local, expected)) {
                    archive.fetch(file.path(), local, limit);
                }
                String found = Checksum.of(local);
                if (expected.isEmpty() || found.equals(expected.get())) {
                    return new FetchedFile(file, found, local, Files.size(local));
                }
                Files.delete(local);
                if (!archive.mayChange() || generation == GENERATIONS) {
                    throw new WrongChecksum(file.path() + ": expected SHA-256 " + expected.get() + " as "
                            + file.checksumPath().orElseThrow() + " says, found " + found
                            + ". Nothing of it is loaded; the download or the archive is damaged, or it is being"
                            + " published anew: try again later");
                }
                LOG.atWarn()
                        .addKeyValue("file", file.path())
                        .addKeyValue("expected", expected.get())
                        .addKeyValue("found", found)
                        .log("the file is not what its CHECKSUM says; fetching both again");
            }
        } catch (IOException e) {
            throw new Unreachable(local + ": cannot be written or read: " + e.getMessage(), e);
        }
    }

    /** An earlier process may have brought it. */
    private static boolean isHere(Path local, Optional<String> expected) throws IOException {
        return expected.isPresent() && Files.exists(local) && Checksum.of(local).equals(expected.get());
    }

    /** Lets go of a fetched file. */
    public void discard(FetchedFile file) {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file.path()).log("a fetched file cannot be removed: {}", e.getMessage());
        }
    }
}
