package io.tickhouse.ingest.ws.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.simulator.feed.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed leaves what it flushed. */
@Timeout(60)
class KilledArchiveTest {
    /** Frames are flushed every second; the rest is for a busy machine. */
    private static final Duration MOST_LOST = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void afterAKillAllButTheLastMomentCanBeReadWithoutAnIndex() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessArchive.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Instant killed;
        try {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> !ArchiveReader.files(folder).isEmpty()
                            && Files.size(ArchiveReader.files(folder).getFirst()) > 100_000);
        } finally {
            killed = Instant.now();
            process.destroyForcibly().waitFor();
        }
        List<Path> files = ArchiveReader.files(folder);
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().resolveSibling(files.getFirst().getFileName() + ".index.json"))
                .doesNotExist();
        List<JsonNode> lines = ArchiveReader.lines(files.getFirst());
        assertThat(lines.stream()
                        .map(line -> line.get("text").asText().replaceAll(".*\"t\":(\\d+).*", "$1"))
                        .map(Long::valueOf))
                .isEqualTo(LongStream.rangeClosed(1, lines.size()).boxed().toList());
        long last = lines.getLast().get("t").asLong();
        assertThat(Duration.between(Instant.ofEpochSecond(last / 1_000_000, last % 1_000_000 * 1_000), killed))
                .isLessThan(MOST_LOST);
        Recording recording = Recording.ofArchive(folder, "binance-spot", null);
        assertThat(recording.messages()).isEqualTo(lines.size());
        assertThat(recording.streams()).containsExactly("btcusdt@trade");
    }
}
