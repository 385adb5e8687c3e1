package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.fault.Checksums;
import io.tickhouse.simulator.fault.Defect;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What stands under a URL path: the folder's published files, with the content faults applied. */
final class Publication {
    private final Path root;
    private final FaultPlan faults;

    /** @param root an existing folder */
    Publication(Path root, FaultPlan faults) throws IOException {
        this.root = root.toRealPath();
        this.faults = faults;
    }

    /** A path that leaves the archive, by {@code ..} or through a link. */
    static final class ClimbsOut extends Exception {
        private static final long serialVersionUID = 1L;

        ClimbsOut(String path) {
            super("the path leaves the archive: " + path);
        }
    }

    /**
     * @param path decoded URL path
     * @param download true when the body is wanted: only downloads use up a fault's count
     */
    Optional<Content> find(String path, boolean download) throws IOException, ClimbsOut {
        Optional<Path> file = file(path);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                path.endsWith(ArchiveFile.CHECKSUM_SUFFIX)
                        ? checksum(path, file.get(), download)
                        : zip(path, file.get(), download));
    }

    private Optional<Path> file(String path) throws IOException, ClimbsOut {
        if (Arrays.asList(path.split("[/\\\\]")).contains("..")) {
            throw new ClimbsOut(path);
        }
        if (!path.startsWith("/") || !Folders.isPublished(path.substring(1))) {
            return Optional.empty();
        }
        Path file;
        try {
            file = root.resolve(path.substring(1));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (!file.toRealPath().startsWith(root)) {
            throw new ClimbsOut(path);
        }
        return Optional.of(file);
    }

    private Content zip(String path, Path file, boolean download) throws IOException {
        Optional<Defect> defect = (download
                        ? faults.claim(Fault.Defective.class, path)
                        : faults.peek(Fault.Defective.class, path))
                .map(Fault.Defective::defect);
        return defect.isEmpty() ? Content.OnDisk.of(file) : spoilt(file, defect.get());
    }

    private Content checksum(String path, Path file, boolean download) throws IOException {
        String zipPath = path.substring(0, path.length() - ArchiveFile.CHECKSUM_SUFFIX.length());
        Path zip = file.resolveSibling(Path.of(zipPath).getFileName());
        Optional<Fault.StaleChecksum> stale = download
                ? faults.claim(Fault.StaleChecksum.class, zipPath)
                : faults.peek(Fault.StaleChecksum.class, zipPath);
        Optional<Fault.Defective> defective = faults.peek(Fault.Defective.class, zipPath);
        if (stale.isEmpty() && defective.isEmpty()) {
            return Content.OnDisk.of(file);
        }
        byte[] served =
                defective.isPresent() ? spoilt(zip, defective.get().defect()).bytes() : Files.readAllBytes(zip);
        String sha256 = Checksums.hexOf(served);
        return new Content.InMemory(
                Checksums.line(
                        stale.isPresent() ? Checksums.stale(sha256) : sha256,
                        zip.getFileName().toString()),
                Files.getLastModifiedTime(file).toInstant());
    }

    /** An earlier generation, so an hour older than what replaces it. */
    private static Content.InMemory spoilt(Path zip, Defect defect) throws IOException {
        return new Content.InMemory(
                defect.applyTo(Files.readAllBytes(zip)),
                Files.getLastModifiedTime(zip).toInstant().minusSeconds(3_600));
    }
}
