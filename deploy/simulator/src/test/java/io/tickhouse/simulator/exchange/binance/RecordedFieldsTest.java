package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tickhouse.simulator.exchange.ServerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator's messages have the fields of real ones, in their order, and numbers of their form. */
@Timeout(120)
class RecordedFieldsTest {
    /** Fields that the venue documents and that came after the recordings: of sums in futures, of mark prices. */
    private static final Set<String> NEWER = Set.of("nq", "ap");

    @ParameterizedTest
    @EnumSource
    void messagesHaveTheFieldsOfRecordedOnesInTheirOrder(BinanceProduct product) throws Exception {
        boolean spot = product == BinanceProduct.SPOT;
        String folder = spot ? "binance-spot/" : "binance-usdm/";
        Map<String, String> real = new HashMap<>();
        take(real, folder + "long/hftbacktest_btcusdt_20240808.raw.gz");
        take(real, folder + "ws/cryptofeed_BINANCE" + (spot ? "" : "_FUTURES") + ".ws.1.0.txt");
        assertThat(real.keySet()).contains("trade", "aggTrade", "depthUpdate", "bookTicker", "kline");
        take(real, folder + "jkorf/ws_" + (spot ? "Spot_ExchangeData_Ticker" : "UsdFutures_Ticker") + ".jsonl");
        if (!spot) {
            take(real, folder + "jkorf/ws_UsdFutures_MarkPrice.jsonl");
            take(real, folder + "jkorf/ws_UsdFutures_Liquidations.jsonl");
        }
        Map<String, String> simulated = simulated(product);
        real.forEach(
                (event, fields) -> assertThat(simulated.get(event)).as(event).isEqualTo(fields));
    }

    private static Map<String, String> simulated(BinanceProduct product) throws Exception {
        Map<String, String> fields = new HashMap<>();
        try (BinanceExchange venue = BinanceExchange.of(product)
                        .tradesPerSecond(200)
                        .speed(ServerSettings.FULL_SPEED)
                        .begin();
                SocketClient client = new SocketClient(SimulatedMarketTest.publicUrl(
                        venue,
                        product,
                        "btcusdt@trade",
                        "btcusdt@bookTicker",
                        "btcusdt@depth@100ms",
                        "btcusdt@aggTrade",
                        "btcusdt@kline_1m",
                        "btcusdt@ticker"));
                SocketClient market =
                        new SocketClient((product == BinanceProduct.USDM ? venue.wsUrl() + "/market" : venue.wsUrl())
                                + "/stream?streams=btcusdt@aggTrade/btcusdt@kline_1m/btcusdt@ticker/btcusdt@markPrice@1s/"
                                + "btcusdt@forceOrder")) {
            int expected = product == BinanceProduct.SPOT ? 6 : 8;
            for (int i = 0; i < 200_000 && fields.size() < expected; i++) {
                take(fields, client.json());
                take(fields, market.json());
            }
        }
        return fields;
    }

    private static void take(Map<String, String> fields, String file) throws Exception {
        for (String message : Fixtures.messages(file)) {
            int at = message.indexOf("{\"stream\"");
            if (at >= 0) {
                take(fields, SocketClient.JSON.readTree(message.substring(at)));
            }
        }
    }

    private static void take(Map<String, String> fields, JsonNode message) {
        JsonNode data = message.path("data");
        if (data.isObject()) {
            String stream = message.get("stream").asText();
            String event = data.has("e") ? data.get("e").asText() : stream.substring(stream.indexOf('@') + 1);
            fields.putIfAbsent(event, names(data));
        }
    }

    private static String names(JsonNode object) {
        StringBuilder names = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!NEWER.contains(field.getKey())) {
                names.append(field.getKey());
                names.append(field.getValue().isObject() ? "{" + names(field.getValue()) + "}" : "");
                names.append(field.getValue().isTextual() ? "\" " : " ");
            }
        }
        return names.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT, binance-spot/long/hftbacktest_btcusdt_20240808.raw.gz, /api/v3/depth",
        "USDM, binance-usdm/long/hftbacktest_btcusdt_20240808.raw.gz, /fapi/v1/depth"
    })
    void booksOfRestHaveTheFieldsAndNumbersOfRecordedOnes(BinanceProduct product, String file, String path)
            throws Exception {
        JsonNode real = SocketClient.JSON.readTree(Fixtures.messages(file).stream()
                .filter(message -> message.startsWith("{\"lastUpdateId\""))
                .findFirst()
                .orElseThrow());
        try (BinanceExchange venue = BinanceExchange.of(product).begin()) {
            JsonNode book = Rest.of(venue).json(path + "?symbol=BTCUSDT&limit=1000");
            assertThat(names(book)).isEqualTo(names(real));
            for (String side : new String[] {"bids", "asks"}) {
                assertThat(decimals(book.withArray(side))).isEqualTo(decimals(real.withArray(side)));
                assertThat(book.get(side)).hasSizeBetween(900, 1_000);
            }
        }
    }

    private static List<Integer> decimals(ArrayNode levels) {
        List<Integer> decimals = new ArrayList<>();
        for (JsonNode number : levels.get(0)) {
            decimals.add(Pattern.compile("\\d+\\.(\\d*)")
                    .matcher(number.asText())
                    .replaceAll("$1")
                    .length());
        }
        return decimals;
    }
}
