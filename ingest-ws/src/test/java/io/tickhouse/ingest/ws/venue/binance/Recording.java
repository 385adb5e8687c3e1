package io.tickhouse.ingest.ws.venue.binance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded lines {@code <receive time in ns> <frame or REST answer>}, read in place. */
record Recording(List<Line> lines) {
    private static final Path FIXTURES = Path.of(System.getProperty("tickhouse.root", ".."))
            .resolve("../shared/fixtures")
            .normalize();

    record Line(Instant received, byte[] text) {
        /** True for the answer to a request for a book, which recorders write among the frames. */
        boolean isImage() {
            return new String(text, 0, Math.min(text.length, 20), StandardCharsets.UTF_8)
                    .startsWith("{\"lastUpdateId\"");
        }
    }

    /** All lines of some files, one after the other; the test is skipped where they are not there. */
    static Recording of(String... files) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String file : files) {
            Path path = FIXTURES.resolve(file);
            assumeTrue(Files.exists(path), "no recording at " + path);
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    int blank = line.indexOf(' ');
                    lines.add(new Line(
                            Instant.EPOCH.plusNanos(Long.parseLong(line.substring(0, blank))),
                            line.substring(blank + 1).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        return new Recording(lines);
    }

    /** A file of the fixtures; the test is skipped where it is not there. */
    static Path file(String name) {
        Path path = FIXTURES.resolve(name);
        assumeTrue(Files.exists(path), "no recording at " + path);
        return path;
    }
}
