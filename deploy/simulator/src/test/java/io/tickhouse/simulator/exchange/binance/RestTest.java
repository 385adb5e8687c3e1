package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST: answers, weights and errors of all products. */
@Timeout(60)
class RestTest {
    private static BinanceExchange venue(BinanceProduct product) throws Exception {
        BinanceExchange venue = BinanceExchange.of(product)
                .symbols(
                        product == BinanceProduct.COINM
                                ? new String[] {"BTCUSD_PERP", "ETHUSD_PERP", "BTCUSD_260925"}
                                : new String[] {"BTCUSDT", "ETHUSDT"})
                .tradesPerSecond(100)
                .start(Instant.parse("2026-01-02T03:04:05Z"))
                .begin();
        venue.pause();
        venue.inject("burst:*@trade:300");
        return venue;
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT, /time, 1",
        "SPOT, /ping, 1",
        "SPOT, /exchangeInfo, 20",
        "SPOT, /depth?symbol=BTCUSDT, 5",
        "SPOT, /depth?symbol=BTCUSDT&limit=500, 25",
        "SPOT, /depth?symbol=BTCUSDT&limit=1000, 50",
        "SPOT, /depth?symbol=BTCUSDT&limit=5000, 250",
        "SPOT, /trades?symbol=BTCUSDT, 25",
        "SPOT, /historicalTrades?symbol=BTCUSDT, 25",
        "SPOT, /aggTrades?symbol=BTCUSDT, 4",
        "SPOT, /klines?symbol=BTCUSDT&interval=1s, 2",
        "SPOT, /ticker/24hr?symbol=BTCUSDT, 2",
        "SPOT, /ticker/24hr, 80",
        "USDM, /depth?symbol=BTCUSDT&limit=50, 2",
        "USDM, /depth?symbol=BTCUSDT&limit=100, 5",
        "USDM, /depth?symbol=BTCUSDT, 10",
        "USDM, /depth?symbol=BTCUSDT&limit=1000, 20",
        "USDM, /trades?symbol=BTCUSDT, 5",
        "USDM, /aggTrades?symbol=BTCUSDT, 20",
        "USDM, /klines?symbol=BTCUSDT&interval=1m&limit=99, 1",
        "USDM, /klines?symbol=BTCUSDT&interval=1M&limit=1001, 10",
        "USDM, /premiumIndex?symbol=BTCUSDT, 1",
        "USDM, /premiumIndex, 10",
        "USDM, /openInterest?symbol=BTCUSDT, 1",
        "USDM, /fundingRate, 0",
        "USDM, /fundingInfo, 0",
        "USDM, /exchangeInfo, 1",
        "COINM, /exchangeInfo, 1",
        "COINM, /depth?symbol=BTCUSD_PERP&limit=1000, 20",
        "COINM, /premiumIndex?symbol=BTCUSD_PERP, 10",
        "COINM, /fundingRate?symbol=BTCUSD_PERP, 1",
        "COINM, /openInterest?symbol=BTCUSD_PERP, 1",
        "COINM, /ticker/24hr?symbol=BTCUSD_PERP, 1"
    })
    void everyRequestHasItsDocumentedWeight(BinanceProduct product, String path, int weight) throws Exception {
        try (BinanceExchange venue = venue(product)) {
            HttpResponse<String> response = Rest.of(venue).get(product.restRoot() + path);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            SocketClient.JSON.readTree(response.body());
            assertThat(response.headers().firstValue("X-MBX-USED-WEIGHT-1M")).contains(Integer.toString(weight));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT, /depth, 400, -1102",
        "SPOT, /depth?symbol=NOPE, 400, -1121",
        "SPOT, /depth?symbol=BTCUSDT&limit=x, 400, -1100",
        "SPOT, /depth?symbol=BTCUSDT&limit=0, 400, -1130",
        "SPOT, /klines?symbol=BTCUSDT&interval=7m, 400, -1120",
        "SPOT, /premiumIndex, 404, -5000",
        "USDM, /depth?symbol=BTCUSDT&limit=7, 400, -4021",
        "USDM, /klines?symbol=BTCUSDT&interval=1s, 400, -1120",
        "USDM, /historicalTrades?symbol=BTCUSDT, 401, -2014",
        "SPOT, /exchangeInfo?symbols=%5B, 400, -1100",
        "COINM, /fundingRate, 400, -1102",
        "COINM, /depth?symbol=BTCUSDT, 400, -1121"
    })
    void wrongRequestsAreAnsweredWithTheVenuesCodes(BinanceProduct product, String path, int status, int code)
            throws Exception {
        try (BinanceExchange venue = venue(product)) {
            HttpResponse<String> response = Rest.of(venue).get(product.restRoot() + path);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            assertThat(SocketClient.JSON.readTree(response.body()).get("code").asInt())
                    .isEqualTo(code);
        }
    }

    @Test
    void tradesById() throws Exception {
        try (BinanceExchange venue = venue(BinanceProduct.SPOT)) {
            Rest rest = Rest.of(venue);
            long first = venue.emitted("BTCUSDT").firstTradeId();
            JsonNode trades = rest.json("/api/v3/historicalTrades?symbol=BTCUSDT&limit=100&fromId=" + (first + 7));
            assertThat(trades).hasSize(100);
            assertThat(trades.get(0).get("id").asLong()).isEqualTo(first + 7);
            assertThat(trades.get(99).get("id").asLong()).isEqualTo(first + 106);
            assertThat(trades.get(0).fieldNames())
                    .toIterable()
                    .containsExactly("id", "price", "qty", "quoteQty", "time", "isBuyerMaker", "isBestMatch");
            JsonNode last = rest.json("/api/v3/trades?symbol=BTCUSDT&limit=3");
            assertThat(last.get(2).get("id").asLong())
                    .isEqualTo(venue.emitted("BTCUSDT").lastTradeId());
            JsonNode sums = rest.json("/api/v3/aggTrades?symbol=BTCUSDT&limit=1000");
            List<Long> ids = new ArrayList<>();
            for (JsonNode sum : sums) {
                for (long id = sum.get("f").asLong(); id <= sum.get("l").asLong(); id++) {
                    ids.add(id);
                }
            }
            assertThat(ids).hasSize((int) venue.emitted("BTCUSDT").trades());
            assertThat(rest.json("/api/v3/aggTrades?symbol=BTCUSDT&limit=1&fromId="
                                    + sums.get(2).get("a"))
                            .get(0))
                    .isEqualTo(sums.get(2));
        }
    }

    @Test
    void instrumentsTellTheirSteps() throws Exception {
        try (BinanceExchange spot = venue(BinanceProduct.SPOT);
                BinanceExchange futures = venue(BinanceProduct.USDM)) {
            String one = URLEncoder.encode("[\"ETHUSDT\"]", StandardCharsets.UTF_8);
            JsonNode info = Rest.of(spot).json("/api/v3/exchangeInfo?symbols=" + one);
            assertThat(info.at("/rateLimits/0/limit").asInt()).isEqualTo(6_000);
            assertThat(info.get("symbols")).hasSize(1);
            assertThat(info.at("/symbols/0/baseAsset").asText()).isEqualTo("ETH");
            assertThat(info.at("/symbols/0/filters/0/tickSize").asText()).matches("0\\.0+10*");
            JsonNode all = Rest.of(futures).json("/fapi/v1/exchangeInfo");
            assertThat(all.get("symbols")).hasSize(2);
            assertThat(all.at("/symbols/0/contractType").asText()).isEqualTo("PERPETUAL");
            assertThat(all.at("/symbols/0/filters/0/tickSize").asText()).isEqualTo("0.10");
            assertThat(Rest.of(futures)
                            .json("/fapi/v1/fundingRate?symbol=BTCUSDT&limit=1")
                            .at("/0/fundingTime")
                            .asLong())
                    .isEqualTo(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli());
            assertThat(Rest.of(futures)
                            .json("/fapi/v1/premiumIndex?symbol=BTCUSDT")
                            .get("nextFundingTime")
                            .asLong())
                    .isEqualTo(Instant.parse("2026-01-02T08:00:00Z").toEpochMilli());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/exchangeInfo, ExchangeInfo",
        "/depth?symbol=BTCUSD_PERP, OrderBook",
        "/trades?symbol=BTCUSD_PERP, RecentTrades",
        "/aggTrades?symbol=BTCUSD_PERP, AggregatedTradeHistory",
        "/ticker/24hr?symbol=BTCUSD_PERP, Tickers",
        "/ticker/bookTicker?symbol=BTCUSD_PERP, BookPrices",
        "/premiumIndex, MarkPrices",
        "/fundingRate?symbol=BTCUSD_PERP, FundingRates",
        "/openInterest?symbol=BTCUSD_PERP, OpenInterest"
    })
    void coinMarginedAnswersHaveFieldsOfTheVenuesAlone(String path, String example) throws Exception {
        JsonNode theirs = SocketClient.JSON.readTree(Files.readString(
                Fixtures.file("binance-coinm/jkorf/Endpoints_CoinFutures_ExchangeData_Get" + example + ".json")));
        try (BinanceExchange venue = venue(BinanceProduct.COINM)) {
            JsonNode ours = Rest.of(venue).json("/dapi/v1" + path);
            assertThat(ours.isArray()).isEqualTo(theirs.isArray());
            Set<String> names = names(theirs);
            assertThat(names).isNotEmpty().containsAll(names(ours));
        }
    }

    /** Paths of all fields, of a list's elements together. */
    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        for (JsonNode element : node.isArray() ? node : List.of(node)) {
            element.properties().forEach(field -> {
                names.add(field.getKey());
                if (field.getValue().isContainerNode()) {
                    names(field.getValue()).forEach(inner -> names.add(field.getKey() + "." + inner));
                }
            });
        }
        return names;
    }

    @Test
    void coinMarginedContractsSayWhatTheyAreWorthAndWhenTheyAreDelivered() throws Exception {
        try (BinanceExchange venue = venue(BinanceProduct.COINM)) {
            Rest rest = Rest.of(venue);
            JsonNode info = rest.json("/dapi/v1/exchangeInfo");
            assertThat(info.at("/symbols/0/contractType").asText()).isEqualTo("PERPETUAL");
            assertThat(info.at("/symbols/0/contractSize").asInt()).isEqualTo(100);
            assertThat(info.at("/symbols/1/contractSize").asInt()).isEqualTo(10);
            assertThat(info.at("/symbols/0/marginAsset").asText()).isEqualTo("BTC");
            assertThat(info.at("/symbols/2/contractType").asText()).isEqualTo("CURRENT_QUARTER");
            assertThat(info.at("/symbols/2/deliveryDate").asLong())
                    .isEqualTo(Instant.parse("2026-09-25T08:00:00Z").toEpochMilli());
            JsonNode marks = rest.json("/dapi/v1/premiumIndex");
            assertThat(marks).hasSize(3);
            assertThat(marks.at("/0/nextFundingTime").asLong())
                    .isEqualTo(Instant.parse("2026-01-02T08:00:00Z").toEpochMilli());
            assertThat(marks.at("/2/lastFundingRate").asText()).isEmpty();
            assertThat(marks.at("/2/nextFundingTime").asLong()).isZero();
            assertThat(rest.json("/dapi/v1/fundingRate?symbol=BTCUSD_PERP&limit=2"))
                    .hasSize(2);
            assertThat(rest.json("/dapi/v1/fundingRate?symbol=BTCUSD_260925")).isEmpty();
            JsonNode trade =
                    rest.json("/dapi/v1/trades?symbol=BTCUSD_PERP&limit=1").get(0);
            assertThat(new BigDecimal(trade.get("baseQty").asText()))
                    .isEqualByComparingTo(new BigDecimal(trade.get("qty").asText())
                            .movePointRight(2)
                            .divide(new BigDecimal(trade.get("price").asText()), 8, RoundingMode.HALF_UP));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT", "BTCUSD", "BTCUSD_261301", "USD_PERP"})
    void whatIsNoCoinMarginedContractIsNoneThere(String symbol) {
        assertThatThrownBy(() ->
                        BinanceExchange.of(BinanceProduct.COINM).symbols(symbol).begin())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + symbol + "'");
    }

    @Test
    void timesComeInMicrosecondsWhenTheHeaderAsksForThem() throws Exception {
        try (BinanceExchange venue = venue(BinanceProduct.SPOT)) {
            assertThat(Rest.of(venue)
                            .json("/api/v3/time", "X-MBX-TIME-UNIT", "MICROSECOND")
                            .get("serverTime")
                            .asText())
                    .hasSize(16);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooMuchWeightIsRefusedAndGoingOnIsBanned(BinanceProduct product) throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(product).weightLimit(12).begin()) {
            Rest rest = Rest.of(venue);
            String path = product.restRoot() + "/time";
            for (int i = 0; i < 12; i++) {
                assertThat(rest.get(path).statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused = rest.get(path);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            int status = 429;
            for (int i = 0; i < 30 && status == 429; i++) {
                status = rest.get(path).statusCode();
            }
            assertThat(status).isEqualTo(418);
            assertThat(Integer.parseInt(
                            rest.get(path).headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(100, 120);
        }
    }

    @Test
    void theVenuesTimeIsOursUnlessToldOtherwise() throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.SPOT).begin()) {
            Rest rest = Rest.of(venue);
            rest.json("/api/v3/time"); // the first request takes longest
            long before = System.currentTimeMillis();
            long theirs = rest.json("/api/v3/time").get("serverTime").asLong();
            assertThat(theirs).isBetween(before - 20, System.currentTimeMillis() + 20);
        }
    }

    @Test
    void hostileRequestsGetAnAnswer() throws Exception {
        try (BinanceExchange venue = venue(BinanceProduct.SPOT)) {
            Rest rest = Rest.of(venue);
            assertThat(rest.send("POST", "/api/v3/time", "x").statusCode()).isEqualTo(405);
            assertThat(rest.send("POST", "/api/v3/time", "x".repeat(1 << 20)).statusCode())
                    .isEqualTo(413);
            HttpResponse<String> odd = rest.get("/api/v3/%22%5C%0A");
            assertThat(odd.statusCode()).isEqualTo(404);
            SocketClient.JSON.readTree(odd.body());
        }
    }
}
