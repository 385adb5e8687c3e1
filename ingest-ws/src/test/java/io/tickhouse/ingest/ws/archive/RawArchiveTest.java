package io.tickhouse.ingest.ws.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RawArchiveTest {
    private static final long FIRST = 1_767_225_600_000_000L;
    private static final Duration SOON = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private final MeterRegistry metrics = new SimpleMeterRegistry();

    private ArchiveSettings settings(long fileBytes, Duration fileAge, int queueFrames) {
        return new ArchiveSettings(folder, fileBytes, fileAge, queueFrames, 16 << 20, 3);
    }

    private RawArchive archive(ArchiveSettings settings, Disk disk) {
        return new RawArchive(settings, "binance-spot", "a1b2c3d4", InstantSource.system(), metrics, disk, SOON);
    }

    private static ArchiveItem.Frame frame(long number) {
        return new ArchiveItem.Frame(FIRST + number, "a1b2c3d4/c1.1", "/stream", "frame " + number);
    }

    private double counted(String meter) {
        return metrics.counter(meter, "venue", "binance-spot").count();
    }

    private List<Long> numbers() throws IOException {
        return ArchiveReader.all(folder).stream()
                .filter(line -> line.has("text"))
                .map(line -> Long.parseLong(line.get("text").asText().substring("frame ".length())))
                .toList();
    }

    @Test
    void whatCameIsReadAgainByTheCharacterAndTheIndexTellsOfIt() throws Exception {
        String odd = "{\"s\":\"\\u0001 \"quoted\" back\\slash \n é 币 \ud83d\ude00 alone \ud83d\"}";
        try (RawArchive archive = archive(settings(1 << 20, Duration.ofHours(1), 100), Disk.REAL)) {
            archive.offer(new ArchiveItem.Frame(FIRST, "a1b2c3d4/c1.1", "/stream?timeUnit=MICROSECOND", odd));
            archive.offer(new ArchiveItem.Answer(FIRST + 7, FIRST + 5, "/api/v3/depth?symbol=X", "", "{\"a\":1}"));
            archive.offer(new ArchiveItem.Frame(FIRST + 9, "a1b2c3d4/c1.2", "/stream", "{}"));
        }
        List<Path> files = ArchiveReader.files(folder);
        assertThat(files).hasSize(1);
        Path file = files.getFirst();
        assertThat(file.getFileName().toString())
                .matches("binance-spot_a1b2c3d4_\\d{8}T\\d{6}\\.\\d{6}Z\\.jsonl\\.zst");
        List<JsonNode> lines = ArchiveReader.lines(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).get("text").asText()).isEqualTo(odd);
        assertThat(lines.get(0).get("t").asLong()).isEqualTo(FIRST);
        assertThat(lines.get(0).get("link").asText()).isEqualTo("a1b2c3d4/c1.1");
        assertThat(lines.get(0).get("address").asText()).isEqualTo("/stream?timeUnit=MICROSECOND");
        assertThat(lines.get(1).get("request").asText()).isEqualTo("/api/v3/depth?symbol=X");
        assertThat(lines.get(1).get("answer").asText()).isEqualTo("{\"a\":1}");
        assertThat(lines.get(1).get("asked").asLong()).isEqualTo(FIRST + 5);
        JsonNode index = ArchiveReader.index(file);
        assertThat(index.get("complete").asBoolean()).isTrue();
        assertThat(index.get("frames").asLong()).isEqualTo(2);
        assertThat(index.get("answers").asLong()).isEqualTo(1);
        assertThat(index.get("missed").asLong()).isZero();
        assertThat(index.get("first").asLong()).isEqualTo(FIRST);
        assertThat(index.get("last").asLong()).isEqualTo(FIRST + 9);
        assertThat(index.get("links")).hasSize(2);
        assertThat(index.get("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(index.get("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
        assertThat(counted("ws.archive.frames")).isEqualTo(3);
        assertThat(counted("ws.archive.lost")).isZero();
    }

    @Test
    void aFileEndsWhenItIsLargeAndTheNextGoesOn() throws Exception {
        Random random = new Random(7);
        try (RawArchive archive = archive(settings(200_000, Duration.ofHours(1), 100_000), Disk.REAL)) {
            for (int i = 0; i < 20_000; i++) {
                archive.offer(new ArchiveItem.Frame(
                        FIRST + i,
                        "a1b2c3d4/c1.1",
                        "/stream",
                        Long.toHexString(random.nextLong())
                                + Long.toHexString(random.nextLong())
                                + Long.toHexString(random.nextLong())));
            }
        }
        List<Path> files = ArchiveReader.files(folder);
        assertThat(files).hasSizeGreaterThan(1);
        for (Path file : files) {
            assertThat(ArchiveReader.index(file).get("complete").asBoolean()).isTrue();
            // what is being packed when a file ends comes on top
            assertThat(Files.size(file)).isLessThan(200_000 + 300_000);
        }
        List<JsonNode> all = ArchiveReader.all(folder);
        assertThat(all).hasSize(20_000);
        assertThat(all.stream().map(line -> line.get("t").asLong()).toList())
                .isEqualTo(LongStream.range(FIRST, FIRST + 20_000).boxed().toList());
    }

    @Test
    void aFileEndsWhenItIsOldEvenIfNothingComesAnyMore() throws Exception {
        try (RawArchive archive = archive(settings(1 << 20, Duration.ofSeconds(1), 100), Disk.REAL)) {
            archive.offer(frame(0));
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> ArchiveReader.index(ArchiveReader.files(folder).getFirst())
                            .get("complete")
                            .asBoolean());
            archive.offer(frame(1));
        }
        assertThat(ArchiveReader.files(folder)).hasSize(2);
        assertThat(numbers()).containsExactly(0L, 1L);
    }

    @Test
    void aDiskThatHangsHoldsNobodyUpAndWhatIsMissedIsTold() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicBoolean hangs = new AtomicBoolean();
        Disk slow = path -> {
            Disk.Sink real = Disk.REAL.create(path);
            return new Disk.Sink(
                    new Through(real.stream()) {
                        @Override
                        void before() {
                            hangs.set(true);
                            awaitUninterrupted(released);
                        }
                    },
                    real.forcing());
        };
        int offered = 0;
        try (RawArchive archive = archive(settings(1 << 20, Duration.ofHours(1), 1_000), slow)) {
            archive.offer(frame(offered++));
            await().untilTrue(hangs);
            Instant begun = Instant.now();
            for (int i = 0; i < 5_000; i++) {
                archive.offer(frame(offered++));
            }
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(counted("ws.archive.lost")).isEqualTo(4_000);
            released.countDown();
            await().until(() -> counted("ws.archive.frames") == 1_001);
            archive.offer(frame(offered++));
        }
        List<JsonNode> lines = ArchiveReader.all(folder);
        assertThat(lines).hasSize(1_003);
        JsonNode gap = lines.get(1_001);
        assertThat(gap.get("gap").asLong()).isEqualTo(4_000);
        assertThat(gap.get("t").asLong()).as("first missed").isEqualTo(FIRST + 1_001);
        assertThat(gap.get("until").asLong()).as("last missed").isEqualTo(FIRST + 5_000);
        assertThat(gap.get("reason").asText()).isEqualTo(ArchiveQueue.FULL);
        assertThat(lines.getLast().get("text").asText()).isEqualTo("frame 5001");
        assertThat(ArchiveReader.index(ArchiveReader.files(folder).getFirst())
                        .get("missed")
                        .asLong())
                .isEqualTo(4_000);
    }

    @Test
    void aFullDiskCostsFramesThatAreCountedAndToldWhenThereIsRoomAgain() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        Disk disk = path -> {
            Disk.Sink real = Disk.REAL.create(path);
            return new Disk.Sink(
                    new Through(real.stream()) {
                        @Override
                        void before() throws IOException {
                            if (full.get()) {
                                throw new IOException("No space left on device");
                            }
                        }
                    },
                    real.forcing());
        };
        long offered = 0;
        try (RawArchive archive = archive(settings(1 << 20, Duration.ofHours(1), 10_000), disk)) {
            for (int i = 0; i < 100; i++) {
                archive.offer(frame(offered++));
            }
            await().until(() -> counted("ws.archive.frames") == 100);
            full.set(true);
            for (int i = 0; i < 50; i++) {
                archive.offer(frame(offered++));
            }
            await().until(() -> counted("ws.archive.lost") == 50);
            assertThat(ArchiveReader.files(folder))
                    .as("no empty files are left")
                    .hasSize(1);
            full.set(false);
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> counted("ws.archive.frames") > 100 || offerOne(archive));
        }
        double lost = counted("ws.archive.lost");
        double kept = counted("ws.archive.frames");
        List<JsonNode> lines = ArchiveReader.all(folder);
        assertThat(lines.stream().filter(line -> line.has("text"))).hasSize((int) kept);
        assertThat(lines.stream()
                        .filter(line -> line.has("gap"))
                        .mapToLong(line -> line.get("gap").asLong()))
                .containsExactly((long) lost);
        JsonNode gap = lines.get(100);
        assertThat(gap.get("t").asLong()).isEqualTo(FIRST + 100);
        assertThat(gap.get("reason").asText()).contains("No space left on device");
        assertThat(ArchiveReader.index(ArchiveReader.files(folder).getFirst())
                        .get("complete")
                        .asBoolean())
                .as("the file that broke off")
                .isFalse();
    }

    private static boolean offerOne(RawArchive archive) {
        archive.offer(frame(1_000));
        return false;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stream with something in its way. */
    private abstract static class Through extends OutputStream {
        private final OutputStream out;

        Through(OutputStream out) {
            this.out = out;
        }

        abstract void before() throws IOException;

        @Override
        public void write(int one) throws IOException {
            before();
            out.write(one);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            before();
            out.write(from, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
