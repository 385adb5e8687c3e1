package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a listing names: a file, or a folder whose content is not looked at.
 *
 * @param key path below the archive's root with {@code /}; a folder's ends with one
 */
record ListedFile(String key, Path path) implements Comparable<ListedFile> {
    boolean isFolder() {
        return key.endsWith("/");
    }

    Content.OnDisk content() throws IOException {
        return Content.OnDisk.of(path);
    }

    @Override
    public int compareTo(ListedFile other) {
        return key.compareTo(other.key);
    }
}
