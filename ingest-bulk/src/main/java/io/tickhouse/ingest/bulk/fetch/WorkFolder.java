package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where one load has its files: {@code load-PID} below the work folder ({@code kept-PID} when they are to stay), so that two
 * loads never share a file. What a killed load has left is taken over, so that what it has fetched need not be fetched again.
 */
public final class WorkFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("load-([0-9]{1,18})");

    private final Path folder;
    private final boolean keep;

    private WorkFolder(Path folder, boolean keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /**
     * Makes the folder.
     *
     * @param work the parent; made when missing
     * @param keep whether the ZIPs stay after the load
     */
    public static WorkFolder in(Path work, boolean keep) throws Unreachable {
        try {
            Files.createDirectories(work);
            Path folder = work.resolve(
                    (keep ? "kept-" : "load-") + ProcessHandle.current().pid());
            takeOverAbandoned(work, folder);
            Files.createDirectories(folder);
            return new WorkFolder(folder, keep);
        } catch (IOException e) {
            throw new Unreachable(
                    "the work folder " + work + " cannot be used: " + e + "; choose another one with --work", e);
        }
    }

    public Path path() {
        return folder;
    }

    private static void takeOverAbandoned(Path work, Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(work)) {
            entries = listed.toList();
        }
        for (Path entry : entries) {
            Matcher name = NAME.matcher(entry.getFileName().toString());
            if (!name.matches() || !isGone(Long.parseLong(name.group(1)))) {
                continue;
            }
            if (Files.exists(folder)) {
                remove(entry);
            } else {
                Files.move(entry, folder);
            }
        }
    }

    private static boolean isGone(long pid) {
        Optional<ProcessHandle> owner = ProcessHandle.of(pid);
        return owner.isEmpty() || !owner.get().isAlive();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes the ZIPs unless they are to be kept, and the work folder when nothing else is in it. */
    @Override
    public void close() throws IOException {
        if (keep) {
            return;
        }
        remove(folder);
        Path work = folder.resolveSibling(".").normalize();
        try (Stream<Path> left = Files.list(work)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.deleteIfExists(work);
    }
}
