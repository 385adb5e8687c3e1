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
    /** Fields that the venue documents and that came after the recordings: of sums in futures, of mark prices, of the product. */
    private static final Set<String> NEWER = Set.of("nq", "ap", "st");

    /** A product, whose recordings begin with these names, and how many kinds of events there are. */
    enum Recorded {
        SPOT("binance-spot/", "btcusdt", "BINANCE", 6, "jkorf/ws_Spot_ExchangeData_Ticker.jsonl"),
        USDM(
                "binance-usdm/",
                "btcusdt",
                "BINANCE_FUTURES",
                8,
                "jkorf/ws_UsdFutures_Ticker.jsonl",
                "jkorf/ws_UsdFutures_MarkPrice.jsonl",
                "jkorf/ws_UsdFutures_Liquidations.jsonl"),
        COINM("binance-coinm/", "btcusd_perp", "BINANCE_DELIVERY", 8, "tardis/coinm.jsonl");

        private final String folder;
        private final String symbol;
        private final String connection;
        private final int events;
        private final List<String> others;

        Recorded(String folder, String symbol, String connection, int events, String... others) {
            this.folder = folder;
            this.symbol = symbol;
            this.connection = connection;
            this.events = events;
            this.others = List.of(others);
        }

        BinanceProduct product() {
            return BinanceProduct.valueOf(name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesHaveTheFieldsOfRecordedOnesInTheirOrder(Recorded recorded) throws Exception {
        Map<String, String> real = new HashMap<>();
        take(real, recorded.folder + "long/hftbacktest_" + recorded.symbol + "_20240808.raw.gz");
        take(real, recorded.folder + "ws/cryptofeed_" + recorded.connection + ".ws.1.0.txt");
        assertThat(real.keySet()).contains("trade", "aggTrade", "depthUpdate", "bookTicker", "kline");
        for (String file : recorded.others) {
            take(real, recorded.folder + file);
        }
        if (recorded == Recorded.COINM) {
            // of 2020: index and funding came later
            assertThat(real.remove("markPriceUpdate")).isEqualTo("e\" E s\" p\" P\" ");
            // of a pair, which the simulator has no streams of
            assertThat(real.remove("indexPriceUpdate")).isNotNull();
        }
        Map<String, String> simulated = simulated(recorded);
        real.forEach(
                (event, fields) -> assertThat(simulated.get(event)).as(event).isEqualTo(fields));
    }

    private static Map<String, String> simulated(Recorded recorded) throws Exception {
        BinanceProduct product = recorded.product();
        Map<String, String> fields = new HashMap<>();
        try (BinanceExchange venue = BinanceExchange.of(product)
                        .tradesPerSecond(200)
                        .speed(ServerSettings.FULL_SPEED)
                        .begin();
                SocketClient client = new SocketClient(SimulatedMarketTest.publicUrl(
                        venue,
                        product,
                        SimulatedMarketTest.streams(
                                product, "trade", "bookTicker", "depth@100ms", "aggTrade", "kline_1m", "ticker")));
                SocketClient market = new SocketClient((product == BinanceProduct.USDM
                                ? venue.wsUrl() + "/market"
                                : venue.wsUrl())
                        + "/stream?streams="
                        + String.join(
                                "/",
                                SimulatedMarketTest.streams(
                                        product, "aggTrade", "kline_1m", "ticker", "markPrice@1s", "forceOrder")))) {
            for (int i = 0; i < 200_000 && fields.size() < recorded.events; i++) {
                take(fields, client.json());
                take(fields, market.json());
            }
        }
        return fields;
    }

    private static void take(Map<String, String> fields, String file) throws Exception {
        for (String message : Fixtures.messages(file)) {
            int at = message.indexOf("{\"stream\"");
            // what a recorder made of answers by REST is no message
            if (at >= 0 && !message.contains("\"generated\":true")) {
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
        "USDM, binance-usdm/long/hftbacktest_btcusdt_20240808.raw.gz, /fapi/v1/depth",
        "COINM, binance-coinm/long/hftbacktest_btcusd_perp_20240808.raw.gz, /dapi/v1/depth"
    })
    void booksOfRestHaveTheFieldsAndNumbersOfRecordedOnes(BinanceProduct product, String file, String path)
            throws Exception {
        JsonNode real = SocketClient.JSON.readTree(Fixtures.messages(file).stream()
                .filter(message -> message.startsWith("{\"lastUpdateId\""))
                .findFirst()
                .orElseThrow());
        try (BinanceExchange venue = BinanceExchange.of(product).begin()) {
            JsonNode book = Rest.of(venue).json(path + "?symbol=" + product.standardSymbol() + "&limit=1000");
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
            decimals.add(Pattern.compile("\\d+(?:\\.(\\d*))?")
                    .matcher(number.asText())
                    .replaceAll("$1")
                    .length());
        }
        return decimals;
    }
}
