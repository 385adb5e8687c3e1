package io.tickhouse.ingest.ws;

import io.tickhouse.local.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What {@code docs/examples/BookRebuilder.java}, compiled and run as its reader would, says of one instrument.
 *
 * @param agree snapshots that are equal to the rebuilt book at the same update
 * @param differ those that are not
 * @param withoutBook those at whose update there was no rebuilt book
 * @param right checksums that were right
 * @param wrong checksums that were not
 */
record RebuiltBooks(long agree, long differ, long withoutBook, long right, long wrong) {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("tickhouse.root", ".."), "docs", "examples", "BookRebuilder.java");

    /** Reads the topics from their beginning to where they end now. */
    static RebuiltBooks of(Endpoints stack, String key) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tickhouse.market",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EXAMPLE.toString(),
                        "--once")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(stack.asEnvironment());
        Process process = builder.start();
        String told;
        try {
            told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly().waitFor();
        }
        List<MatchResult> lines = Pattern.compile(Pattern.quote(key)
                        + " agree=(\\d+) differ=(\\d+) without-book=(\\d+) checksums right=(\\d+) wrong=(\\d+)")
                .matcher(told)
                .results()
                .toList();
        if (lines.isEmpty()) {
            throw new AssertionError("expected a line about " + key + ", found " + told);
        }
        MatchResult last = lines.getLast();
        long[] counts = IntStream.rangeClosed(1, last.groupCount())
                .mapToLong(group -> Long.parseLong(last.group(group)))
                .toArray();
        return new RebuiltBooks(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }
}
