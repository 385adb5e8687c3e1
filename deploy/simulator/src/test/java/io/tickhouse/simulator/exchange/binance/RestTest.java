package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** REST: answers, weights and errors of both products. */
@Timeout(60)
class RestTest {
    private static BinanceExchange venue(BinanceProduct product) throws Exception {
        BinanceExchange venue = BinanceExchange.of(product)
                .symbols("BTCUSDT", "ETHUSDT")
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
        "USDM, /exchangeInfo, 1"
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
        "SPOT, /exchangeInfo?symbols=%5B, 400, -1100"
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
