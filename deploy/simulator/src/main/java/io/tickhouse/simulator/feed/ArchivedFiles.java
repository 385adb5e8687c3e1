package io.tickhouse.simulator.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a raw archive (docs/reference/raw-archive.md) that are to be played, in the order of their beginning.
 *
 * @param venue of all of them
 */
record ArchivedFiles(String venue, List<ArchivedFile> files) {
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9-]+)_([0-9A-Za-z-]+)_(\\d{8}T\\d{6}\\.\\d{6}Z)\\.jsonl\\.zst");

    /** One of them: which capture it is of and when it was begun, as its name says. */
    record ArchivedFile(Path path, String capture, String begun) {}

    ArchivedFiles {
        files = List.copyOf(files);
    }

    /** @throws IllegalArgumentException if there is none, telling what there is */
    static ArchivedFiles in(Path folder, String venue, @Nullable String capture) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("expected a folder of archived frames, found none at " + folder);
        }
        List<ArchivedFile> found = new ArrayList<>();
        TreeSet<String> others = new TreeSet<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path path : all.toList()) {
                Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
                if (!name.matches()) {
                    continue;
                }
                if (name.group(1).equals(venue)
                        && (capture == null || name.group(2).equals(capture))) {
                    found.add(new ArchivedFile(path, name.group(2), name.group(3)));
                } else {
                    others.add("capture " + name.group(2) + " of " + name.group(1));
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("expected archived frames of " + venue
                    + (capture == null ? "" : " by capture " + capture) + " in " + folder + ", found "
                    + (others.isEmpty() ? "no files named VENUE_CAPTURE_TIME.jsonl.zst" : String.join(", ", others)));
        }
        found.sort(Comparator.comparing(ArchivedFile::begun).thenComparing(ArchivedFile::capture));
        return new ArchivedFiles(venue, found);
    }
}
