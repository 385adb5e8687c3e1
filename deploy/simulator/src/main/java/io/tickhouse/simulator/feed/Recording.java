package io.tickhouse.simulator.feed;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Recorded files, one after the other; names ending in .gz are unpacked. Opening reads them once to the end. */
public final class Recording {
    private final List<Path> files;
    private final TreeSet<String> streams = new TreeSet<>();
    private final TreeMap<Long, byte[]> images = new TreeMap<>();
    private long messages;

    /**
     * Reads through the files.
     *
     * @throws IOException if one cannot be read
     * @throws IllegalArgumentException if a line is none of a recording, naming it, or if there is no message at all
     */
    public Recording(List<Path> files) throws IOException {
        this.files = List.copyOf(files);
        try (Lines lines = lines()) {
            for (RecordedLine line = lines.read(); line != null; line = lines.read()) {
                if (line.isImage()) {
                    images.put(line.micros(), line.data());
                } else {
                    streams.add(line.stream());
                    messages++;
                }
            }
        }
        if (messages == 0) {
            throw new IllegalArgumentException("expected recorded messages, found none in " + files);
        }
    }

    /** Names of the streams in it. */
    public List<String> streams() {
        return List.copyOf(streams);
    }

    /** Messages of streams in it. */
    public long messages() {
        return messages;
    }

    /**
     * The last book of REST before a time, or the first one if none is; null when there is none at all. Recordings do not
     * say of which symbol a book is.
     */
    public byte @Nullable [] image(long micros) {
        if (images.isEmpty()) {
            return null;
        }
        Long at = images.floorKey(micros);
        return images.get(at == null ? images.firstKey() : at);
    }

    Lines lines() {
        return new Lines(files.iterator());
    }

    /** A cursor over all lines. */
    static final class Lines implements AutoCloseable {
        private final Iterator<Path> files;
        private @Nullable BufferedReader reader;
        private String file = "";
        private long number;

        private Lines(Iterator<Path> files) {
            this.files = files;
        }

        /** The next line, null after the last one. */
        @Nullable
        RecordedLine read() throws IOException {
            while (true) {
                BufferedReader open = reader;
                String line = open == null ? null : open.readLine();
                if (line != null) {
                    number++;
                    if (!line.isBlank()) {
                        return RecordedLine.parse(line, file + ":" + number);
                    }
                } else if (!nextFile()) {
                    return null;
                }
            }
        }

        private boolean nextFile() throws IOException {
            close();
            if (!files.hasNext()) {
                return false;
            }
            Path path = files.next();
            file = path.toString();
            number = 0;
            reader = open(path);
            return true;
        }

        private static BufferedReader open(Path path) throws IOException {
            InputStream in = new BufferedInputStream(Files.newInputStream(path));
            try {
                return new BufferedReader(new InputStreamReader(
                        path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }
}
