package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.simulator.exchange.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings come back as they were. */
@Timeout(60)
class PlaybackTest {
    @TempDir
    private Path dir;

    private static String line(long millis, String stream, String data) {
        return (1_767_225_600_000L + millis) + "000000 {\"stream\":\"" + stream + "\",\"data\":" + data + "}\n";
    }

    private Path recording() throws IOException {
        String lines = line(0, "btcusdt@trade", "{\"e\":\"trade\",\"t\":1,  \"odd\":\"é\"}")
                + line(10, "btcusdt@depth@0ms", "{\"e\":\"depthUpdate\",\"U\":5,\"u\":9}")
                + "1767225600020000000 {\"lastUpdateId\":7,\"bids\":[],\"asks\":[]}\n"
                + line(1_000, "btcusdt@trade", "{\"e\":\"trade\",\"t\":2}");
        return Files.writeString(dir.resolve("played.raw"), lines);
    }

    @Test
    void messagesComeByteForByteAtTheirPaceToWhoSubscribed() throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.USDM).play(List.of(recording()));
                SocketClient client =
                        new SocketClient(venue.wsUrl() + "/public/stream?streams=btcusdt@trade/btcusdt@depth@100ms");
                SocketClient raw = new SocketClient(venue.wsUrl() + "/public/ws/btcusdt@trade")) {
            long begun = System.nanoTime();
            assertThat(client.text())
                    .isEqualTo("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"t\":1,  \"odd\":\"é\"}}");
            assertThat(client.text())
                    .as("under the name that was asked for")
                    .isEqualTo("{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"U\":5,\"u\":9}}");
            assertThat(Rest.of(venue)
                            .json("/fapi/v1/depth?symbol=BTCUSDT")
                            .get("lastUpdateId")
                            .asInt())
                    .isEqualTo(7);
            assertThat(client.text()).endsWith("\"data\":{\"e\":\"trade\",\"t\":2}}");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(700));
            String last;
            do {
                last = raw.text();
            } while (!last.contains("\"t\":2"));
            assertThat(last).isEqualTo("{\"e\":\"trade\",\"t\":2}");
            assertThat(Rest.of(venue).get("/simulator/report").body()).contains("btcusdt@trade played=2");
        }
    }

    @Test
    void tenTimesAsFastTakesATenth() throws Exception {
        try (BinanceExchange venue =
                        BinanceExchange.of(BinanceProduct.USDM).speed(10).play(List.of(recording()));
                SocketClient client = new SocketClient(venue.wsUrl() + "/public/ws/btcusdt@trade")) {
            client.text();
            long begun = System.nanoTime();
            client.text();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(40), Duration.ofMillis(600));
        }
    }

    @Test
    void whatIsNoRecordingIsRefusedWithItsLine() throws IOException {
        Path wrong = Files.writeString(dir.resolve("wrong.raw"), line(0, "a@trade", "{}") + "1767225600 hello\n");
        assertThatThrownBy(() -> BinanceExchange.of(BinanceProduct.SPOT).play(List.of(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong.raw:2, found 'hello'");
        Path empty = Files.writeString(dir.resolve("empty.raw"), "");
        assertThatThrownBy(() -> BinanceExchange.of(BinanceProduct.SPOT).play(List.of(empty)))
                .hasMessageContaining("expected recorded messages, found none");
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT, binance-spot/long/hftbacktest_btcusdt_20240808.raw.gz, depth@100ms, 41248",
        "USDM, binance-usdm/long/hftbacktest_btcusdt_20240808.raw.gz, depth@0ms, 93953",
        "COINM, binance-coinm/long/hftbacktest_btcusd_perp_20240808.raw.gz, depth@0ms, 48269"
    })
    void realRecordingsComeBackByteForByte(BinanceProduct product, String file, String diffs, int messages)
            throws Exception {
        List<String> recorded = Fixtures.messages(file).stream()
                .filter(message -> message.startsWith("{\"stream\""))
                .toList();
        assertThat(recorded).hasSize(messages);
        try (BinanceExchange venue = BinanceExchange.of(product)
                        .speed(ServerSettings.FULL_SPEED)
                        .play(List.of(Fixtures.file(file)));
                SocketClient client = new SocketClient(SimulatedMarketTest.publicUrl(
                        venue, product, SimulatedMarketTest.streams(product, "trade", "bookTicker", diffs)))) {
            assertThat(client.texts(messages)).isEqualTo(recorded);
        }
    }
}
