package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.tickhouse.simulator.exchange.ServerSettings;
import io.tickhouse.simulator.feed.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ingest-ws archived comes back as it was, and what was damaged since is refused with its place. */
@Timeout(60)
class ArchivedReplayTest {
    private static final long FIRST = 1_767_225_600_000_000L;
    private static final String NAME = "binance-spot_a1b2c3d4_20260101T000000.000000Z.jsonl.zst";

    @TempDir
    private Path folder;

    private static String head(String capture) {
        return head(capture, FIRST);
    }

    private static String head(String capture, long micros) {
        return "{\"t\":" + micros + ",\"venue\":\"binance-spot\",\"capture\":\"" + capture
                + "\",\"format\":\"tickhouse-raw-1\"}\n";
    }

    private static String frame(long millis, String text) {
        return "{\"t\":" + (FIRST + millis * 1_000)
                + ",\"venue\":\"binance-spot\",\"link\":\"a1b2c3d4/c1.1\",\"address\":\"/stream\",\"text\":\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}\n";
    }

    private static String message(long millis, String stream, String data) {
        return frame(millis, "{\"stream\":\"" + stream + "\",\"data\":" + data + "}");
    }

    private static String answer(long millis, String request, String text) {
        return "{\"t\":" + (FIRST + millis * 1_000) + ",\"venue\":\"binance-spot\",\"asked\":" + FIRST
                + ",\"request\":\"" + request + "\",\"answer\":\"" + text.replace("\"", "\\\"") + "\"}\n";
    }

    private static String gap(long millis, long frames) {
        return "{\"t\":" + (FIRST + millis * 1_000) + ",\"venue\":\"binance-spot\",\"until\":" + FIRST + ",\"gap\":"
                + frames + ",\"reason\":\"the disk did not keep up\"}\n";
    }

    private Path archive(String name, String lines) throws IOException {
        return Files.write(folder.resolve(name), Zstd.compress(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private BinanceExchange replay(int speed) throws IOException {
        return BinanceExchange.of(BinanceProduct.SPOT).speed(speed).replay(folder, null);
    }

    @Test
    void framesComeByteForByteAtTheirPaceAndRestAnswersWhatItDidThen() throws Exception {
        archive(
                NAME,
                head("a1b2c3d4")
                        + frame(0, "{\"result\":null,\"id\":1}")
                        + message(5, "btcusdt@trade", "{\"e\":\"trade\",\"t\":1,  \"odd\":\"é\"}")
                        + answer(20, "/api/v3/depth?symbol=BTCUSDT&limit=1000", "{\"lastUpdateId\":7}")
                        + message(1_000, "btcusdt@trade", "{\"e\":\"trade\",\"t\":2}")
                        + answer(1_001, "/api/v3/depth?symbol=BTCUSDT&limit=1000", "{\"lastUpdateId\":9}")
                        + message(1_002, "btcusdt@trade", "{\"e\":\"trade\",\"t\":3}"));
        try (BinanceExchange venue = replay(1)) {
            String depth = "/api/v3/depth?limit=1000&symbol=BTCUSDT";
            assertThat(Rest.of(venue).get(depth).body())
                    .as("the first one, while there was none yet; parameters in any order")
                    .isEqualTo("{\"lastUpdateId\":7}");
            try (SocketClient client = new SocketClient(venue.wsUrl() + "/stream?streams=btcusdt@trade")) {
                long begun = System.nanoTime();
                assertThat(client.text())
                        .isEqualTo("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"t\":1,  \"odd\":\"é\"}}");
                assertThat(client.text()).endsWith("\"t\":2}}");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(700));
                assertThat(client.text()).endsWith("\"t\":3}}");
                assertThat(Rest.of(venue).get(depth).body()).isEqualTo("{\"lastUpdateId\":9}");
                assertThat(Rest.of(venue).get("/simulator/report").body())
                        .contains("btcusdt@trade played=3")
                        .contains("1 frames are no messages of streams");
            }
        }
    }

    @Test
    void nothingIsPlayedBeforeAllOfItHasAListener() throws Exception {
        archive(
                NAME,
                head("a1b2c3d4") + message(0, "btcusdt@trade", "{\"t\":1}") + message(0, "ethusdt@trade", "{\"t\":1}"));
        try (BinanceExchange venue = replay(ServerSettings.FULL_SPEED);
                SocketClient one = new SocketClient(venue.wsUrl() + "/ws/btcusdt@trade");
                SocketClient other = new SocketClient(venue.wsUrl() + "/ws/ethusdt@trade")) {
            assertThat(one.text()).isEqualTo("{\"t\":1}");
            assertThat(other.text()).isEqualTo("{\"t\":1}");
        }
    }

    @Test
    void aPartIsPlayedToWhoWantsNoMore() throws Exception {
        archive(
                NAME,
                head("a1b2c3d4") + message(0, "btcusdt@trade", "{\"t\":1}") + message(0, "ethusdt@trade", "{\"t\":1}"));
        try (BinanceExchange venue = replay(ServerSettings.FULL_SPEED);
                SocketClient one = new SocketClient(venue.wsUrl() + "/ws/btcusdt@trade")) {
            assertThat(one.text()).isEqualTo("{\"t\":1}");
        }
    }

    @Test
    void filesFollowEachOtherAndGapsAreRemarked() throws Exception {
        archive(NAME, head("a1b2c3d4") + message(0, "a@trade", "{\"t\":1}") + gap(1, 12));
        archive(
                "binance-spot_a1b2c3d4_20260101T000001.000000Z.jsonl.zst",
                head("a1b2c3d4") + message(1_000, "a@trade", "{\"t\":2}"));
        archive(
                "binance-spot_ffffffff_20260101T000002.000000Z.jsonl.zst",
                head("ffffffff", FIRST + 2_000_000) + message(2_000, "a@trade", "{\"t\":3}"));
        Recording recording = Recording.ofArchive(folder, "binance-spot", null);
        assertThat(recording.messages()).isEqualTo(3);
        assertThat(recording.remarks())
                .singleElement()
                .asString()
                .startsWith("12 frames are missing from 2026-01-01T00:00:00.001Z on")
                .endsWith(NAME + ":3");
        assertThat(Recording.ofArchive(folder, "binance-spot", "ffffffff").messages())
                .isEqualTo(1);
    }

    @Test
    void capturesAtTheSameTimeHaveToBeToldApart() throws Exception {
        archive(NAME, head("a1b2c3d4") + message(5_000, "a@trade", "{\"t\":1}"));
        archive(
                "binance-spot_ffffffff_20260101T000001.000000Z.jsonl.zst",
                head("ffffffff", FIRST + 1_000_000) + message(2_000, "a@trade", "{\"t\":1}"));
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .hasMessageContaining("a1b2c3d4 and ffffffff were at work at the same time")
                .hasMessageContaining("--capture");
        assertThat(Recording.ofArchive(folder, "binance-spot", "a1b2c3d4").messages())
                .isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() throws Exception {
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .hasMessageContaining("found no files named VENUE_CAPTURE_TIME.jsonl.zst");
        archive(NAME, head("a1b2c3d4") + message(0, "a@trade", "{}"));
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-usdm", null))
                .hasMessageContaining("found capture a1b2c3d4 of binance-spot");
        assertThatThrownBy(() -> Recording.ofArchive(folder.resolve("away"), "binance-usdm", null))
                .hasMessageContaining("expected a folder of archived frames");
    }

    @Test
    void aFileThatWasCutOffIsPlayedUpToItsLastWholeLineUnlessItsIndexCallsItComplete() throws Exception {
        String lines = head("a1b2c3d4") + message(0, "a@trade", "{\"t\":1}") + message(1, "a@trade", "{\"t\":2}");
        Path file = archive(NAME, lines.substring(0, lines.length() - 20));
        Recording recording = Recording.ofArchive(folder, "binance-spot", null);
        assertThat(recording.messages()).isEqualTo(1);
        assertThat(recording.remarks()).singleElement().asString().endsWith(NAME + " is cut off in line 3");
        Files.writeString(
                folder.resolve(NAME + ".index.json"), "{\"complete\":true,\"bytes\":" + Files.size(file) + "}");
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .hasMessageContaining("expected a line's end at")
                .hasMessageContaining(NAME + ":3");
        Files.writeString(folder.resolve(NAME + ".index.json"), "{\"complete\":true,\"bytes\":1000000}");
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .hasMessageContaining("expected 1000000 bytes in")
                .hasMessageContaining("cut off");
    }

    @Test
    void bytesThatAreCutOffAnywhereNeverBreakTheReading() throws Exception {
        Random random = new Random(5);
        StringBuilder lines = new StringBuilder(head("a1b2c3d4"));
        for (int i = 0; i < 20_000; i++) {
            lines.append(message(i, "a@trade", "{\"t\":" + i + ",\"x\":" + random.nextLong() + "}"));
        }
        byte[] whole = Files.readAllBytes(archive(NAME, lines.toString()));
        long most = 0;
        for (int attempt = 0; attempt < 20; attempt++) {
            int length = random.nextInt(whole.length);
            Files.write(folder.resolve(NAME), Arrays.copyOf(whole, length));
            try {
                most = Math.max(
                        most, Recording.ofArchive(folder, "binance-spot", null).messages());
            } catch (IllegalArgumentException nothingWhole) {
                assertThat(nothingWhole).hasMessageContaining("expected recorded messages, found none");
            }
        }
        assertThat(most).isBetween(1L, 19_999L);
    }

    @Test
    void damagedBytesAreRefusedWithFileAndLine() throws Exception {
        Random random = new Random(6);
        StringBuilder lines = new StringBuilder(head("a1b2c3d4"));
        for (int i = 0; i < 5_000; i++) {
            lines.append(message(i, "a@trade", "{\"t\":" + i + ",\"x\":" + random.nextLong() + "}"));
        }
        byte[] damaged = Files.readAllBytes(archive(NAME, lines.toString()));
        for (int i = damaged.length / 2; i < damaged.length / 2 + 500; i++) {
            damaged[i] ^= (byte) random.nextInt();
        }
        Files.write(folder.resolve(NAME), damaged);
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(NAME + ":");
        Files.write(folder.resolve(NAME), "no zstd at all".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected zstd at")
                .hasMessageContaining(NAME + ":1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "{}",
                "[]",
                "null",
                "{\"t\":1,\"venue\":\"binance-usdm\",\"text\":\"{}\"}",
                "{\"venue\":\"binance-spot\",\"text\":\"{}\"}",
                "{\"t\":-1,\"venue\":\"binance-spot\",\"text\":\"{}\"}",
                "{\"t\":99999999999999999999,\"venue\":\"binance-spot\",\"text\":\"{}\"}",
                "{\"t\":1.5,\"venue\":\"binance-spot\",\"text\":\"{}\"}",
                "{\"t\":1,\"t\":2,\"venue\":\"binance-spot\",\"text\":\"{}\"}",
                "{\"t\":1,\"venue\":\"binance-spot\",\"text\":7}",
                "{\"t\":1,\"venue\":\"binance-spot\",\"answer\":\"{}\"}",
                "{\"t\":1,\"venue\":\"binance-spot\",\"request\":\"nowhere\",\"answer\":\"{}\"}",
                "{\"t\":1,\"venue\":\"binance-spot\",\"gap\":\"many\"}",
                "{\"t\":1,\"venue\":\"binance-spot\",\"text\":\"{}\"} {}",
                "{\"t\":1,\"venue\":\"binance-spot\",\"text\":[[[[]]]]}"
            })
    void anAbsurdLineIsRefusedWithItsPlace(String line) throws Exception {
        archive(NAME, head("a1b2c3d4") + message(0, "a@trade", "{}") + line + "\n");
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected ")
                .hasMessageContaining(NAME + ":3, found '");
    }

    @Test
    void aFileOfAnotherFormatOrAnotherCaptureThanItsNameSaysIsRefused() throws Exception {
        archive(NAME, head("a1b2c3d4").replace("raw-1", "raw-2") + message(0, "a@trade", "{}"));
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .hasMessageContaining("a first line of format tickhouse-raw-1 at")
                .hasMessageContaining(NAME + ":1");
        archive(NAME, head("ffffffff") + message(0, "a@trade", "{}"));
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .hasMessageContaining("the capture that the file's name says at");
    }

    @Test
    void aLineWithoutAnEndIsRefusedBeforeItFillsTheMemory() throws Exception {
        archive(NAME, head("a1b2c3d4") + "x".repeat(40 << 20));
        assertThatThrownBy(() -> Recording.ofArchive(folder, "binance-spot", null))
                .hasMessageContaining("expected a line of at most 33554432 bytes at")
                .hasMessageContaining(NAME + ":2");
    }
}
