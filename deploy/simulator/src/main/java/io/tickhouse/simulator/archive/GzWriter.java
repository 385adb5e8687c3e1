package io.tickhouse.simulator.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/** Puts one {@code .csv.gz} on disk, complete before it has its name. */
final class GzWriter {
    private static final int BUFFER = 1 << 16;

    private final int level;
    private final boolean newestFirst;

    /** @param level deflate level, 1 (fast) to 9 (small) */
    GzWriter(int level, boolean newestFirst) {
        this.level = level;
        this.newestFirst = newestFirst;
    }

    /** Writes rows, oldest first. */
    @FunctionalInterface
    interface Rows {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the file, replacing what is there. */
    void write(Path file, String header, Rows rows) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new Gzip(new BufferedOutputStream(Files.newOutputStream(part), BUFFER), level)) {
            out.write((header + "\n").getBytes(StandardCharsets.US_ASCII));
            if (newestFirst) {
                writeReversed(file.resolveSibling(file.getFileName() + ".rows.part"), rows, out);
            } else {
                rows.writeTo(out);
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** By way of a file, since a day may not fit into memory. */
    private static void writeReversed(Path temporary, Rows rows, OutputStream out) throws IOException {
        try {
            try (OutputStream oldestFirst = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER)) {
                rows.writeTo(oldestFirst);
            }
            ReversedLines.copy(temporary, out);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out, int level) throws IOException {
            super(out, BUFFER);
            def.setLevel(level);
        }
    }
}
