package io.tickhouse.simulator.exchange.binance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded data, read in place beside the checkout. */
final class Fixtures {
    private static final Path ROOT = Path.of(System.getProperty("tickhouse.root", ".."))
            .resolve("../shared/fixtures")
            .normalize();

    private Fixtures() {}

    /** A file; the test is skipped where it is not there. */
    static Path file(String name) {
        Path path = ROOT.resolve(name);
        assumeTrue(Files.exists(path), "no recording at " + path);
        return path;
    }

    /** What stands behind the first blank of each line: messages as they were recorded. */
    static List<String> messages(String name) throws IOException {
        Path path = file(name);
        List<String> messages = new ArrayList<>();
        try (InputStream in = Files.newInputStream(path);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        name.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                messages.add(line.substring(line.indexOf(' ') + 1));
            }
        }
        return messages;
    }
}
