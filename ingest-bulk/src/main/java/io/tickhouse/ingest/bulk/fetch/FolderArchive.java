package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooLarge;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    public OptionalLong size(String path) throws Unreachable {
        Path file = root.resolve(path);
        try {
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        } catch (IOException e) {
            throw new Unreachable(file + ": cannot be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    public SortedSet<String> folders(String folder) throws Unreachable {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return new TreeSet<>();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new Unreachable(path + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<byte[]> read(String path) throws ArchiveException {
        if (size(path).isEmpty()) {
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
