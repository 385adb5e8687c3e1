package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is particular to USD-M: two roots of sockets, and types that come by REST. Two venues in one process. */
@WithLocalStack
@Timeout(120)
class UsdmTest {
    private static final String INFO =
            "{\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":2400}],\"symbols\":[{\"symbol\":\"UAAAUSDT\",\"contractType\":\"PERPETUAL\",\"deliveryDate\":4133404800000,\"onboardDate\":1567965300000,\"status\":\"TRADING\",\"baseAsset\":\"UAAA\",\"quoteAsset\":\"USDT\",\"marginAsset\":\"USDT\",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.10\"},{\"filterType\":\"LOT_SIZE\",\"stepSize\":\"0.001\"}]},{\"symbol\":\"OTHER\"}]}";

    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    @Test
    void eachChannelGoesToItsRootAndTheRestIsAskedFor(Endpoints stack) throws Exception {
        HttpServer rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        long now = System.currentTimeMillis();
        answer(rest, "/fapi/v1/time", "{\"serverTime\":" + now + "}");
        answer(rest, "/fapi/v1/exchangeInfo", INFO);
        answer(
                rest,
                "/fapi/v1/openInterest",
                "{\"openInterest\":\"10659.509\",\"symbol\":\"UAAAUSDT\",\"time\":" + now + "}");
        answer(
                rest,
                "/fapi/v1/fundingRate",
                "[{\"symbol\":\"UAAAUSDT\",\"fundingTime\":1767225600000,\"fundingRate\":\"-0.00010000\",\"markPrice\":\"61794.15\"},{\"symbol\":\"OTHER\",\"fundingTime\":1767225600000,\"fundingRate\":\"0.1\"}]");
        answer(
                rest,
                "/fapi/v1/premiumIndex",
                "[{\"symbol\":\"UAAAUSDT\",\"markPrice\":\"1\",\"lastFundingRate\":\"0.00038246\",\"nextFundingTime\":"
                        + (now + 3_600_000) + ",\"time\":" + now + "}]");
        rest.start();
        try (TestVenue futures = new TestVenue();
                TestVenue spot = new TestVenue();
                TestMarket market = new TestMarket(spot);
                RunningCapture service = new RunningCapture(
                        stack,
                        "ws.venues=binance-usdm,binance-spot",
                        "ws.symbols=UAAAUSDT",
                        "ws.poll.interval.ms=200",
                        "ws.binance.usdm.types=trades,agg-trades,open-interest,funding-rates,instruments",
                        "ws.binance.usdm.url=" + futures.url(),
                        "ws.binance.usdm.rest.url=http://127.0.0.1:"
                                + rest.getAddress().getPort(),
                        "ws.binance.spot.symbols=USPOT",
                        "ws.binance.spot.url=" + spot.url(),
                        "ws.binance.spot.rest.url=" + market.restUrl())) {
            Set<String> seen = new TreeSet<>();
            for (TestVenue.Client client : List.of(futures.client(), futures.client())) {
                IngestWsTest.subscribed(client);
                seen.add(client.requestLine() + " " + client.subscribed());
            }
            assertThat(seen)
                    .containsExactly(
                            "GET /market/stream HTTP/1.1 [uaaausdt@aggTrade]",
                            "GET /public/stream HTTP/1.1 [uaaausdt@trade]");
            IngestWsTest.subscribed(spot.client());
            market.trade("USPOT", 3);
            await().until(() -> service.row("UAAAUSDT", "open-interest").published() >= 2);
            await().until(() -> service.row("UAAAUSDT", "funding-rates").state().equals("LIVE"));
            await().until(() -> service.row("USPOT", "trades").published() == 3);
            assertThat(service.get("/info"))
                    .contains("ws.binance.usdm.api.key: [hidden]")
                    .doesNotContain(RunningCapture.API_KEY);
            assertThat(service.metrics())
                    .containsPattern("ws_rest_circuit_open\\{[^}]*venue=\"binance-usdm\"[^}]*} 0.0");
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        } finally {
            rest.stop(0);
        }
        OpenInterest interest = RunningCapture.records(stack, Topics.OPEN_INTEREST, "binance-usdm:UAAAUSDT")
                .getFirst();
        assertThat(interest.getOpenInterest()).isEqualByComparingTo("10659.509");
        List<FundingRate> rates = RunningCapture.records(stack, Topics.FUNDING_RATES, "binance-usdm:UAAAUSDT");
        assertThat(rates).as("each rate once, however often it is told").hasSize(2);
        assertThat(rates).filteredOn(FundingRate::getSettled).singleElement().satisfies(rate -> {
            assertThat(rate.getRate()).isEqualByComparingTo("-0.0001");
            assertThat(rate.getMarkPrice()).isEqualByComparingTo("61794.15");
        });
        Instrument instrument = RunningCapture.records(stack, Topics.INSTRUMENTS, "binance-usdm:UAAAUSDT")
                .getFirst();
        assertThat(instrument.getUnifiedSymbol()).isEqualTo("UAAA/USDT:USDT");
        assertThat(instrument.getKind()).isEqualTo("PERPETUAL");
        assertThat(instrument.getTickSize()).isEqualByComparingTo("0.1");
        assertThat(instrument.getLotSize()).isEqualByComparingTo("0.001");
        assertThat(instrument.getExpiryTime()).isNull();
    }

    private static void answer(HttpServer server, String path, String body) {
        server.createContext(path, exchange -> answer(exchange, body));
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        if (exchange.getRequestHeaders().containsKey("X-MBX-APIKEY")) {
            // the key goes with those requests alone that need it: the test finds nothing then
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
