package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.simulator.exchange.ServerSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client sees of the seeded market: everything fits everything else. */
@Timeout(120)
class SimulatedMarketTest {
    private static final long SEED = 20_261_121;
    private static final Instant START = Instant.parse("2026-01-01T23:58:00Z");

    static BinanceExchange.Builder fast(BinanceProduct product, long seed) {
        return BinanceExchange.of(product)
                .seed(seed)
                .start(START)
                .speed(ServerSettings.FULL_SPEED)
                .waiting(true);
    }

    /** Where streams of all kinds are heard, joined on USD-M out of its two roots. */
    static String publicUrl(BinanceExchange venue, BinanceProduct product, String... streams) {
        return venue.wsUrl() + (product == BinanceProduct.USDM ? "/public" : "") + "/stream?streams="
                + String.join("/", streams);
    }

    /** Streams of the product's standard symbol. */
    static String[] streams(BinanceProduct product, String... kinds) {
        String symbol = product.standardSymbol().toLowerCase(Locale.ROOT);
        return Arrays.stream(kinds).map(kind -> symbol + "@" + kind).toArray(String[]::new);
    }

    private static JsonNode image(BinanceExchange venue, BinanceProduct product) throws Exception {
        return Rest.of(venue).json(product.restRoot() + "/depth?symbol=" + product.standardSymbol() + "&limit=1000");
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandDiffsFollowTheRuleAndGiveTheBookTickerOfEveryEqualId(BinanceProduct product) throws Exception {
        try (BinanceExchange venue = fast(product, SEED).begin();
                SocketClient client =
                        new SocketClient(publicUrl(venue, product, streams(product, "depth@100ms", "bookTicker")))) {
            ClientBook book = new ClientBook(product);
            Map<Long, String> tickers = new HashMap<>();
            int diffs = 0;
            int compared = 0;
            while (diffs < 10_000) {
                JsonNode message = client.json();
                JsonNode data = message.get("data");
                if (message.get("stream").asText().endsWith("@bookTicker")) {
                    tickers.put(data.get("u").asLong(), ClientBook.best(data));
                    continue;
                }
                book.diff(data);
                if (++diffs == 10) {
                    book.image(image(venue, product));
                }
                String told = tickers.get(book.updateId);
                if (book.isSynced() && told != null) {
                    assertThat(book.best())
                            .as("seed %d, id %d", SEED, book.updateId)
                            .isEqualTo(told);
                    compared++;
                }
                tickers.clear();
            }
            assertThat(compared).as("seed %d: ids told by both", SEED).isGreaterThan(500);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBookOfRestIsTheBookOfTheDiffs(BinanceProduct product) throws Exception {
        try (BinanceExchange venue = fast(product, SEED).begin();
                SocketClient client = new SocketClient(publicUrl(venue, product, "ethusdt@depth@100ms"))) {
            assertThat(client.texts).as("no such symbol: granted and silent").isEmpty();
            client.subscribe(streams(product, "depth@100ms"));
            ClientBook book = new ClientBook(product);
            for (int i = 0; i < 500; i++) {
                book.diff(client.json().get("data"));
                if (i == 5) {
                    book.image(image(venue, product));
                }
            }
            venue.pause();
            long end = venue.emitted(product.standardSymbol()).updateId();
            JsonNode image = image(venue, product);
            assertThat(image.get("lastUpdateId").asLong()).isEqualTo(end);
            ClientBook fresh = new ClientBook(product);
            fresh.image(image);
            venue.resume();
            // the diffs on their way belong to the older book alone, those behind the image to both
            for (int i = 0; i < 50 || !fresh.isSynced(); i++) {
                JsonNode diff = client.json().get("data");
                book.diff(diff);
                fresh.diff(diff);
            }
            BigDecimal lowest = book.deepestBid.max(fresh.deepestBid);
            BigDecimal highest = book.deepestAsk.min(fresh.deepestAsk);
            assertThat(book.updateId).isEqualTo(fresh.updateId).isGreaterThanOrEqualTo(end);
            // how far both know the book depends on how long the one has followed it
            assertThat(book.bids.tailMap(lowest, true))
                    .hasSizeGreaterThan(20)
                    .isEqualTo(fresh.bids.tailMap(lowest, true));
            assertThat(book.asks.headMap(highest, true))
                    .hasSizeGreaterThan(20)
                    .isEqualTo(fresh.asks.headMap(highest, true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tradesAreContiguousFitTheBookAndAreWhatAggregatesSumUp(BinanceProduct product) throws Exception {
        try (BinanceExchange venue = fast(product, SEED).begin()) {
            List<JsonNode> trades;
            List<JsonNode> sums;
            if (product != BinanceProduct.USDM) {
                try (SocketClient client =
                        new SocketClient(publicUrl(venue, product, streams(product, "trade", "aggTrade")))) {
                    trades = new ArrayList<>();
                    sums = new ArrayList<>();
                    while (sums.size() < 5_000) {
                        JsonNode data = client.json().get("data");
                        (data.get("e").asText().equals("trade") ? trades : sums).add(data);
                    }
                }
            } else {
                try (SocketClient client = new SocketClient(publicUrl(venue, product, "btcusdt@trade"));
                        SocketClient other = new SocketClient(venue.wsUrl() + "/market/ws/btcusdt@aggTrade")) {
                    sums = new ArrayList<>();
                    for (String text : other.texts(3_000)) {
                        sums.add(SocketClient.JSON.readTree(text));
                    }
                    trades = client.data("btcusdt@trade", 5_000);
                }
            }
            long first = trades.getFirst().get("t").asLong();
            assertThat(first).isEqualTo(venue.emitted(product.standardSymbol()).firstTradeId());
            assertThat(trades.stream().map(trade -> trade.get("t").asLong()))
                    .containsExactlyElementsOf(LongStream.range(first, first + trades.size())
                            .boxed()
                            .toList());
            long expected = sums.getFirst().get("f").asLong();
            long id = sums.getFirst().get("a").asLong();
            for (JsonNode sum : sums) {
                assertThat(sum.get("f").asLong()).isEqualTo(expected);
                assertThat(sum.get("a").asLong()).isEqualTo(id++);
                expected = sum.get("l").asLong() + 1;
                if (expected - first > trades.size()) {
                    break;
                }
                BigDecimal quantity = BigDecimal.ZERO;
                for (long one = sum.get("f").asLong(); one < expected; one++) {
                    JsonNode trade = trades.get((int) (one - first));
                    quantity = quantity.add(new BigDecimal(trade.get("q").asText()));
                    assertThat(trade.get("p")).isEqualTo(sum.get("p"));
                    assertThat(trade.get("m")).isEqualTo(sum.get("m"));
                }
                assertThat(new BigDecimal(sum.get("q").asText())).isEqualByComparingTo(quantity);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SPOT", "COINM"})
    void candlesAndTickersAreMadeOfTheVeryTrades(BinanceProduct product) throws Exception {
        try (BinanceExchange venue = fast(product, SEED).begin();
                SocketClient client =
                        new SocketClient(publicUrl(venue, product, streams(product, "trade", "kline_1m", "ticker")))) {
            Map<Long, List<JsonNode>> minutes = new HashMap<>();
            List<JsonNode> all = new ArrayList<>();
            int closed = 0;
            int opened = 0;
            JsonNode ticker = SocketClient.JSON.createObjectNode();
            while (closed < 5) {
                JsonNode message = client.json();
                JsonNode data = message.get("data");
                switch (data.get("e").asText()) {
                    case "trade" -> {
                        all.add(data);
                        minutes.computeIfAbsent(data.get("T").asLong() / 60_000, some -> new ArrayList<>())
                                .add(data);
                    }
                    case "kline" -> {
                        JsonNode candle = data.get("k");
                        assertCandle(
                                product,
                                candle,
                                minutes.getOrDefault(candle.get("t").asLong() / 60_000, List.of()));
                        closed += candle.get("x").asBoolean() ? 1 : 0;
                        opened += candle.get("x").asBoolean() ? 0 : 1;
                    }
                    default -> {
                        ticker = data;
                        assertThat(ticker.get("n").asInt()).isEqualTo(all.size());
                        assertThat(new BigDecimal(ticker.get("v").asText())).isEqualByComparingTo(sum(all));
                    }
                }
            }
            assertThat(opened).isGreaterThan(100);
            JsonNode rows = Rest.of(venue)
                    .json(product.restRoot() + "/klines?symbol=" + product.standardSymbol()
                            + "&interval=1m&limit=1000");
            assertThat(rows.get(0).get(0).asLong()).isEqualTo(START.toEpochMilli());
            assertThat(rows.get(0).get(8).asInt())
                    .isEqualTo(minutes.getOrDefault(START.toEpochMilli() / 60_000, List.of())
                            .size());
        }
    }

    private static void assertCandle(BinanceProduct product, JsonNode candle, List<JsonNode> trades) {
        assertThat(candle.get("n").asInt()).isEqualTo(trades.size());
        assertThat(new BigDecimal(candle.get("v").asText())).isEqualByComparingTo(sum(trades));
        assertThat(new BigDecimal(candle.get("q").asText())).isEqualByComparingTo(worth(product, trades));
        if (!trades.isEmpty()) {
            assertThat(candle.get("f")).isEqualTo(trades.getFirst().get("t"));
            assertThat(candle.get("L")).isEqualTo(trades.getLast().get("t"));
            assertThat(candle.get("o")).isEqualTo(trades.getFirst().get("p"));
            assertThat(candle.get("c")).isEqualTo(trades.getLast().get("p"));
        }
    }

    /** In quote currency, of contracts of 100 of it in base currency, each trade's at eight decimals. */
    private static BigDecimal worth(BinanceProduct product, List<JsonNode> trades) {
        BigDecimal worth = BigDecimal.ZERO;
        for (JsonNode trade : trades) {
            BigDecimal price = new BigDecimal(trade.get("p").asText());
            BigDecimal quantity = new BigDecimal(trade.get("q").asText());
            worth = worth.add(
                    product == BinanceProduct.COINM
                            ? quantity.movePointRight(2).divide(price, 8, RoundingMode.HALF_UP)
                            : quantity.multiply(price));
        }
        return worth;
    }

    private static BigDecimal sum(List<JsonNode> trades) {
        return trades.stream()
                .map(trade -> new BigDecimal(trade.get("q").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameFramesAndAnotherOneOthers(BinanceProduct product) throws Exception {
        List<String> first = frames(product, SEED);
        assertThat(frames(product, SEED)).isEqualTo(first);
        assertThat(frames(product, SEED + 1)).isNotEqualTo(first);
    }

    private static List<String> frames(BinanceProduct product, long seed) throws Exception {
        String quote = product == BinanceProduct.COINM ? "usd_perp" : "usdt";
        try (BinanceExchange venue = fast(product, seed)
                        .symbols(Stream.of("btc", "eth", "xrp")
                                .map(base -> (base + quote).toUpperCase(Locale.ROOT))
                                .toArray(String[]::new))
                        .begin();
                SocketClient client = new SocketClient(publicUrl(
                        venue,
                        product,
                        "btc" + quote + "@trade",
                        "eth" + quote + "@trade",
                        "xrp" + quote + "@depth@100ms",
                        "btc" + quote + "@depth5",
                        "eth" + quote + "@bookTicker"))) {
            return client.texts(5_000);
        }
    }
}
