package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooLarge;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** An archive in a local folder, {@code data/} below it. */
final class FolderArchive implements Archive {
    private final Path root;

    FolderArchive(Path root) throws Unreachable {
        if (!Files.isDirectory(root)) {
            throw new Unreachable("--archive " + root + ": expected a folder with data/ below it, or a URL; found "
                    + (Files.exists(root) ? "a file" : "nothing") + " in " + root.toAbsolutePath());
        }
        this.root = root;
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public boolean has(String path) {
        return Files.isRegularFile(root.resolve(path));
    }

    @Override
    public Optional<byte[]> read(String path) throws ArchiveException {
        if (!has(path)) {
            return Optional.empty();
        }
        try {
            refuseOver(HttpArchive.SMALL_BYTES, path);
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (IOException e) {
            throw new Unreachable(root.resolve(path) + ": cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void fetch(String path, Path to, long limit) throws ArchiveException {
        try {
            refuseOver(limit, path);
            // a copy: the file may be replaced by its owner while it is loaded
            Files.copy(root.resolve(path), to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Unreachable(root.resolve(path) + ": cannot be copied to " + to + ": " + e.getMessage(), e);
        }
    }

    private void refuseOver(long limit, String path) throws IOException, TooLarge {
        long size = Files.size(root.resolve(path));
        if (size > limit) {
            throw new TooLarge(path + ": expected at most " + limit + " bytes, found " + size);
        }
    }

    @Override
    public boolean mayChange() {
        return false;
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
