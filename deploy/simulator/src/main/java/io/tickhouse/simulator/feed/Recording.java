package io.tickhouse.simulator.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was recorded of a venue, to be played. Opening reads it once to the end. */
public final class Recording {
    private final Source source;
    private final TreeSet<String> streams = new TreeSet<>();
    private final TreeMap<Long, byte[]> images = new TreeMap<>();
    private final Map<String, byte[]> firstAnswers = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private long messages;

    /** Where it lies. */
    interface Source {
        /** A cursor before the first line. */
        RecordedLines open() throws IOException;
    }

    private Recording(Source source, String where) throws IOException {
        this.source = source;
        try (RecordedLines lines = source.open()) {
            for (RecordedLine line = lines.read(); line != null; line = lines.read()) {
                if (line.isMessage()) {
                    streams.add(line.stream());
                    messages++;
                } else if (line.request().isEmpty()) {
                    images.put(line.micros(), line.data());
                } else {
                    firstAnswers.putIfAbsent(line.request(), line.data());
                }
            }
            remarks.addAll(lines.remarks());
        }
        if (messages == 0) {
            throw new IllegalArgumentException("expected recorded messages, found none in " + where);
        }
    }

    /**
     * Recorded files, one after the other; names ending in .gz are unpacked.
     *
     * @throws IOException if one cannot be read
     * @throws IllegalArgumentException if a line is none of a recording, naming it, or if there is no message at all
     */
    public static Recording ofFiles(List<Path> files) throws IOException {
        List<Path> all = List.copyOf(files);
        return new Recording(() -> new FileLines(all.iterator()), all.toString());
    }

    /**
     * What a capture archived.
     *
     * @param folder of the archive
     * @param venue as the archive names it, such as {@code binance-spot}
     * @param capture id of the one that is meant; null for all there are, one after the other
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is nothing of that venue, if captures overlap, or if a file is damaged or none
     *     of an archive, naming file and line
     */
    public static Recording ofArchive(Path folder, String venue, @Nullable String capture) throws IOException {
        ArchivedFiles files = ArchivedFiles.in(folder, venue, capture);
        return new Recording(() -> new ArchivedLines(files), folder + " of " + venue);
    }

    /** Names of the streams in it. */
    public List<String> streams() {
        return List.copyOf(streams);
    }

    /** Messages of streams in it. */
    public long messages() {
        return messages;
    }

    /** What is missing in it or could not be used, for people to read. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The first answer to each request over REST, by path and query; of archives. */
    public Map<String, byte[]> firstAnswers() {
        return Map.copyOf(firstAnswers);
    }

    /**
     * The last book of REST before a time, or the first one if none is; null when there is none at all. Recorded files do not
     * say of which symbol a book is.
     */
    public byte @Nullable [] image(long micros) {
        if (images.isEmpty()) {
            return null;
        }
        Long at = images.floorKey(micros);
        return images.get(at == null ? images.firstKey() : at);
    }

    RecordedLines lines() throws IOException {
        return source.open();
    }
}
