package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The published folders below an archive's root. What else lies there, and files half written, nobody sees. */
final class Folders {
    /** Binance's {@code data/}; Bybit's {@code trading/} and {@code spot/}. */
    static final Set<String> BYBIT = Set.of("trading", "spot");

    private static final Set<String> PUBLISHED = Set.of("data", "trading", "spot");

    private final Path root;

    /** @param root an existing folder */
    Folders(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    /** Whether there is anything to publish in the folder. */
    static boolean arePublishedIn(Path root) {
        return PUBLISHED.stream().anyMatch(name -> Files.isDirectory(root.resolve(name)));
    }

    static boolean isPublished(String key) {
        int slash = key.indexOf('/');
        return PUBLISHED.contains(slash < 0 ? key : key.substring(0, slash)) && !key.endsWith(".part");
    }

    /**
     * Folders and files directly below a folder, by name.
     *
     * @param folder its key, ending with {@code /}, or empty for the root
     */
    List<ListedFile> below(String folder) throws IOException {
        List<ListedFile> found = new ArrayList<>();
        Optional<Path> path = inside(folder);
        if (path.isEmpty()) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path.get())) {
            for (Path entry : entries) {
                String key = folder + entry.getFileName();
                if (!isPublished(key)) {
                    continue;
                }
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new ListedFile(key + "/", entry));
                } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new ListedFile(key, entry));
                }
            }
        }
        // a folder's slash takes part in the order, so that walking folders in this order sorts whole keys
        found.sort(null);
        return found;
    }

    /** The folder, when it is one and does not leave the archive, by {@code ..} or through a link. */
    private Optional<Path> inside(String folder) throws IOException {
        try {
            Path path = root.resolve(folder);
            return Files.isDirectory(path) && path.toRealPath().equals(path.toAbsolutePath())
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** All files whose key starts with the prefix, in the keys' order. */
    List<ListedFile> filesUnder(String prefix) throws IOException {
        List<ListedFile> files = new ArrayList<>();
        walk(prefix.substring(0, prefix.lastIndexOf('/') + 1), prefix, files);
        return files;
    }

    private void walk(String folder, String prefix, List<ListedFile> files) throws IOException {
        for (ListedFile entry : below(folder)) {
            if (entry.isFolder()) {
                if (entry.key().startsWith(prefix) || prefix.startsWith(entry.key())) {
                    walk(entry.key(), prefix, files);
                }
            } else if (entry.key().startsWith(prefix)) {
                files.add(entry);
            }
        }
    }
}
