package io.tickhouse.simulator.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The venue as a client of its documentation sees it. */
@Timeout(60)
class KrakenExchangeTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** A client that hears all texts in order. */
    private static final class Client implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private final HttpClient http = HttpClient.newHttpClient();
        private final WebSocket socket;

        Client(KrakenExchange venue) {
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create(venue.wsUrl() + "/v2"), this)
                    .join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                texts.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        Client send(String text) {
            socket.sendText(text, true).join();
            return this;
        }

        JsonNode next(Predicate<JsonNode> wanted) throws Exception {
            while (true) {
                String text = texts.poll(20, TimeUnit.SECONDS);
                if (text == null) {
                    throw new AssertionError("expected a text within 20 s, found none");
                }
                JsonNode json = JSON.readTree(text);
                if (wanted.test(json)) {
                    return json;
                }
            }
        }

        JsonNode row(String channel) throws Exception {
            return next(json -> json.path("channel").asText().equals(channel));
        }

        @Override
        public void close() {
            socket.abort();
            http.shutdownNow();
        }
    }

    private static String subscribe(String channel, String more, String... symbols) {
        return "{\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\",\"symbol\":[\""
                + String.join("\",\"", symbols) + "\"]" + more + "},\"req_id\":7}";
    }

    @Test
    void everyBookMessageLeadsToTheBookOfItsChecksum() throws Exception {
        try (KrakenExchange venue = KrakenExchange.of("BTC/USD", "DOGE/USD")
                        .tradesPerSecond(50)
                        .begin();
                Client client = new Client(venue)) {
            client.send(subscribe("book", ",\"depth\":10", "BTC/USD"));
            TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Collections.reverseOrder());
            TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
            for (int i = 0; i < 40; i++) {
                JsonNode message = client.row("book");
                assertThat(message.path("type").asText()).isEqualTo(i == 0 ? "snapshot" : "update");
                JsonNode row = message.path("data").get(0);
                set(bids, row.path("bids"));
                set(asks, row.path("asks"));
                assertThat(checksum(asks, bids))
                        .as("message %d", i)
                        .isEqualTo(row.path("checksum").asLong());
            }
        }
    }

    private static void set(NavigableMap<BigDecimal, BigDecimal> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal quantity = level.get("qty").decimalValue();
            if (quantity.signum() == 0) {
                side.remove(level.get("price").decimalValue());
            } else {
                side.put(level.get("price").decimalValue(), quantity);
            }
        }
        while (side.size() > 10) {
            side.pollLastEntry();
        }
    }

    private static long checksum(Map<BigDecimal, BigDecimal> asks, Map<BigDecimal, BigDecimal> bids) {
        StringBuilder text = new StringBuilder();
        for (Map<BigDecimal, BigDecimal> side : List.of(asks, bids)) {
            side.forEach((price, quantity) -> {
                text.append(price.toPlainString().replace(".", "").replaceFirst("^0+", ""));
                text.append(quantity.toPlainString().replace(".", "").replaceFirst("^0+", ""));
            });
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    @Test
    void eachSymbolIsAnsweredForItselfAndTradesFollowOnWhatIsToldFirst() throws Exception {
        try (KrakenExchange venue =
                        KrakenExchange.of("BTC/USD").tradesPerSecond(100).begin();
                Client client = new Client(venue)) {
            assertThat(client.row("status").path("data").get(0).path("system").asText())
                    .isEqualTo("online");
            venue.inject("burst:btc/usd@trade:60");
            client.send(subscribe("trade", "", "NONE/USD", "BTC/USD"));
            JsonNode refusal = client.next(json -> json.has("method"));
            assertThat(refusal.path("success").asBoolean(true)).isFalse();
            assertThat(refusal.path("symbol").asText()).isEqualTo("NONE/USD");
            assertThat(refusal.path("req_id").asInt()).isEqualTo(7);
            assertThat(client.next(json -> json.has("method"))
                            .path("result")
                            .path("symbol")
                            .asText())
                    .isEqualTo("BTC/USD");
            JsonNode first = client.row("trade");
            assertThat(first.path("type").asText()).isEqualTo("snapshot");
            List<Long> ids = new ArrayList<>();
            first.path("data").forEach(row -> ids.add(row.path("trade_id").asLong()));
            for (int i = 0; i < 20; i++) {
                client.row("trade")
                        .path("data")
                        .forEach(row -> ids.add(row.path("trade_id").asLong()));
            }
            for (int i = 1; i < ids.size(); i++) {
                assertThat(ids.get(i)).isEqualTo(ids.get(i - 1) + 1);
            }
        }
    }

    @Test
    void whoHasSubscribedHearsHeartbeatsWhileNothingElseHappens() throws Exception {
        try (KrakenExchange venue = KrakenExchange.of("BTC/USD").begin();
                Client client = new Client(venue)) {
            venue.pause();
            client.send(subscribe("trade", "", "BTC/USD"));
            client.row("heartbeat");
            client.row("heartbeat");
            client.send("{\"method\":\"ping\",\"req_id\":3}");
            assertThat(client.next(json -> json.path("method").asText().equals("pong"))
                            .path("req_id")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void tradesAreToldOverRestFromATimeOnAndErrorsHaveStatus200() throws Exception {
        try (KrakenExchange venue = KrakenExchange.of("DOGE/USD")
                        .start(Instant.parse("2026-01-01T00:00:00Z"))
                        .speed(1_000)
                        .tradesPerSecond(50)
                        .begin();
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 10; i++) {
                venue.inject("burst:doge/usd@trade:50");
                venue.pause();
                venue.resume();
            }
            JsonNode page = get(http, venue, "/0/public/Trades?pair=XDGUSD&since=0&count=10")
                    .path("result");
            assertThat(page.path("XDGUSD")).hasSize(10);
            JsonNode next = get(
                            http,
                            venue,
                            "/0/public/Trades?pair=XDGUSD&since="
                                    + page.path("last").asText())
                    .path("result")
                    .path("XDGUSD");
            assertThat(next.get(0).get(2).decimalValue())
                    .isGreaterThan(page.path("XDGUSD").get(9).get(2).decimalValue());
            assertThat(get(http, venue, "/0/public/Trades?pair=NONE")
                            .path("error")
                            .get(0)
                            .asText())
                    .isEqualTo("EQuery:Unknown asset pair");
            venue.inject("too-many-requests:*:1:1");
            assertThat(get(http, venue, "/0/public/Time").path("error").get(0).asText())
                    .isEqualTo("EAPI:Rate limit exceeded");
        }
    }

    private static JsonNode get(HttpClient http, KrakenExchange venue, String path) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(venue.restUrl() + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
