package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault does what it says, and nothing else. */
@Timeout(60)
class FaultsOnCommandTest {
    private static final String TRADES = "btcusdt@trade";
    private static final int SOME = 200;

    private BinanceExchange venue;
    private SocketClient client;

    @BeforeEach
    void connect() throws Exception {
        venue = BinanceExchange.of(BinanceProduct.SPOT)
                .tradesPerSecond(500)
                .pings(Duration.ofMillis(400))
                .begin();
        client = new SocketClient(venue.wsUrl() + "/stream?streams=" + TRADES);
    }

    @AfterEach
    void end() {
        client.close();
        venue.close();
    }

    private List<Long> ids(int count) throws Exception {
        return client.data(TRADES, count).stream()
                .map(trade -> trade.get("t").asLong())
                .toList();
    }

    private static long missing(List<Long> ids) {
        return ids.getLast() - ids.getFirst() + 1 - new HashSet<>(ids).size();
    }

    @Test
    void withoutAFaultNothingIsMissing() throws Exception {
        List<Long> ids = ids(SOME);
        assertThat(missing(ids)).isZero();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void droppedMessagesAreMissing() throws Exception {
        ids(1);
        venue.inject("drop:btcusdt@trade:3:after=5");
        assertThat(missing(ids(SOME))).isEqualTo(3);
        assertThat(missing(ids(SOME))).as("afterwards").isZero();
    }

    @Test
    void duplicatedMessagesComeTwiceInARow() throws Exception {
        venue.inject("duplicate:*@trade:2");
        List<Long> ids = ids(SOME);
        assertThat(new HashSet<>(ids)).hasSize(SOME - 2);
        assertThat(ids).isSorted();
        assertThat(missing(ids)).isZero();
    }

    @Test
    void aReorderedMessageComesAfterTheNextOne() throws Exception {
        ids(1);
        venue.inject("reorder:btcusdt@trade:1:after=2");
        List<Long> ids = ids(SOME);
        List<Long> swapped = new ArrayList<>();
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i) < ids.get(i - 1)) {
                swapped.add(ids.get(i - 1) - ids.get(i));
            }
        }
        assertThat(swapped).containsExactly(1L);
        assertThat(missing(ids)).isZero();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void aDelayedMessageHoldsUpItsStreamAlone() throws Exception {
        client.subscribe("btcusdt@bookTicker");
        venue.inject("delay:btcusdt@trade:500:1");
        long last = System.nanoTime();
        long longest = 0;
        int others = 0;
        List<Long> ids = new ArrayList<>();
        while (ids.size() < 600) {
            JsonNode message = client.json();
            if (message.get("stream").asText().equals(TRADES)) {
                longest = Math.max(longest, System.nanoTime() - last);
                last = System.nanoTime();
                ids.add(message.at("/data/t").asLong());
            } else if (longest < TimeUnit.MILLISECONDS.toNanos(400)) {
                others++;
            }
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(longest)).isGreaterThan(400);
        assertThat(others).as("book tickers meanwhile").isGreaterThan(50);
        assertThat(missing(ids)).isZero();
        assertThat(ids).isSorted();
    }

    @Test
    void silenceStopsTheDataAndNotThePings() throws Exception {
        ids(1);
        venue.inject("silence:*");
        client.texts.clear();
        int pings = client.pings.get();
        await().until(() -> client.pings.get() > pings + 2);
        assertThat(client.texts.size()).as("under way when it began").isLessThan(50);
        client.texts.clear();
        venue.clearFaults();
        assertThat(ids(SOME)).hasSize(SOME);
        venue.inject("silence:btcusdt@trade:1");
        client.texts.clear();
        assertThat(ids(SOME)).as("it ends by itself").hasSize(SOME);
    }

    @Test
    void aMalformedMessageIsHalfATextInAWholeFrame() throws Exception {
        ids(1);
        venue.inject("malformed:btcusdt@trade:1");
        int broken = 0;
        for (String text : client.texts(SOME)) {
            try {
                SocketClient.JSON.readTree(text);
            } catch (JsonProcessingException e) {
                broken++;
                assertThat(text).startsWith("{\"stream\":\"btcusdt@trade\"");
            }
        }
        assertThat(broken).isEqualTo(1);
        assertThat(client.end).isNotDone();
    }

    @Test
    void aMessageInFragmentsIsWholeForTheClient() throws Exception {
        ids(1);
        venue.inject("fragments:btcusdt@trade:5");
        assertThat(missing(ids(SOME))).isZero();
        // the client may hand over any text in parts besides
        assertThat(client.fragments()).isGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"close:/stream:1000, 1000", "close:/stream:1001, 1001", "abort:*, 1006", "cut:/stream*, 1001"})
    void connectionsEndAsTold(String fault, int code) throws Exception {
        ids(1);
        venue.inject(fault);
        assertThat(client.awaitEnd()).isEqualTo(code);
        await().until(() -> venue.connections().isEmpty());
        client.close();
        connectAgain();
        assertThat(ids(SOME)).as("the next connection is a good one").hasSize(SOME);
    }

    private void connectAgain() {
        client = new SocketClient(venue.wsUrl() + "/stream?streams=" + TRADES);
    }

    @Test
    void halfAFramePromisesTheWholeAndIsTheEnd() throws Exception {
        venue.inject("half-frame:btcusdt@bookTicker:1");
        try (RawSocket raw = new RawSocket(venue, "/ws/btcusdt@bookTicker")) {
            assertThat(raw.in().readUnsignedByte()).as("a whole text").isEqualTo(0x81);
            int promised = raw.in().readUnsignedByte();
            byte[] came = raw.in().readAllBytes();
            assertThat(came).hasSize(promised / 2);
            assertThat(new String(came, java.nio.charset.StandardCharsets.US_ASCII))
                    .startsWith("{\"u\":");
        }
        assertThat(ids(SOME)).as("another connection").hasSize(SOME);
    }

    @Test
    void aConnectionIsClosedAfterSoManyMessages() throws Exception {
        venue.inject("close:/ws/*:1001:1:after=50");
        try (SocketClient raw = new SocketClient(venue.wsUrl() + "/ws/" + TRADES)) {
            assertThat(raw.awaitEnd()).isEqualTo(1001);
            assertThat(raw.texts).hasSize(50);
        }
        assertThat(client.end).as("another path").isNotDone();
    }

    @Test
    void theVenueSaysThatItLeaves() throws Exception {
        ids(1);
        venue.inject("server-shutdown:/stream");
        JsonNode message;
        do {
            message = client.json();
        } while (!message.get("stream").asText().equals("!serverShutdown"));
        assertThat(message.at("/data/e").asText()).isEqualTo("serverShutdown");
        assertThat(message.at("/data/E").asLong()).isPositive();
    }

    @Test
    void connectionsAreRefused() {
        // this client tries again by itself
        venue.inject("refuse:/stream:100");
        assertThatThrownBy(this::connectAgain).isInstanceOf(CompletionException.class);
        venue.clearFaults();
        client.close();
        connectAgain();
        assertThat(client.end).isNotDone();
    }

    @Test
    void aVenueThatIsDownCutsOffAndTakesNobodyAndComesBackAtItsAddress() throws Exception {
        ids(1);
        venue.down();
        assertThat(client.awaitEnd()).isEqualTo(1006);
        assertThatThrownBy(() -> Rest.of(venue).get("/api/v3/ping")).isInstanceOf(java.net.ConnectException.class);
        long before = venue.emitted("BTCUSDT").lastTradeId();
        await().until(() -> venue.emitted("BTCUSDT").lastTradeId() > before + 10);
        venue.up();
        client.close();
        connectAgain();
        assertThat(ids(1).getFirst()).as("the market went on").isGreaterThan(before + 10);

        venue.inject("down:*:1");
        assertThat(client.awaitEnd()).isEqualTo(1006);
        await().ignoreExceptions()
                .until(() -> Rest.of(venue).get("/api/v3/ping").statusCode() == 200);
    }

    @Test
    void aBurstComesAtOnce() throws Exception {
        venue.pause();
        long before = venue.emitted("BTCUSDT").lastTradeId();
        client.texts.clear();
        venue.inject("burst:*@trade:1000");
        assertThat(venue.emitted("BTCUSDT").lastTradeId()).isBetween(before + 1_000, before + 1_100);
        List<Long> ids;
        do {
            ids = ids(1);
        } while (ids.getFirst() <= before);
        assertThat(ids.getFirst()).isEqualTo(before + 1);
        assertThat(missing(ids(999))).isZero();
    }

    @Test
    void aSubscriptionIsLeftUnansweredOrRefused() throws Exception {
        venue.inject("unanswered:btcusdt@bookTicker:1");
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\"],\"id\":7}");
        venue.inject("refused:btcusdt@depth*:1");
        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\"],\"id\":8}")
                        .toString())
                .as("the first of them was not answered")
                .isEqualTo("{\"code\":2,\"msg\":\"Invalid request: refused on command\",\"id\":8}");
        assertThat(venue.connections().getFirst().streams()).containsExactly(TRADES);
        client.subscribe("btcusdt@depth@100ms");
    }

    @Test
    void restRefusesAsTold() throws Exception {
        venue.inject("too-many-requests:/api/v3/depth*:7:1");
        venue.inject("banned:/api/v3/depth*:120:1");
        venue.inject("unavailable:*:1");
        Rest rest = Rest.of(venue);
        HttpResponse<String> limited = rest.get("/api/v3/depth?symbol=BTCUSDT");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(SocketClient.JSON.readTree(limited.body()).get("code").asInt())
                .isEqualTo(-1003);
        HttpResponse<String> banned = rest.get("/api/v3/depth?symbol=BTCUSDT");
        assertThat(banned.statusCode()).isEqualTo(418);
        assertThat(banned.headers().firstValue("Retry-After")).contains("120");
        assertThat(rest.get("/api/v3/time").statusCode()).isEqualTo(503);
        assertThat(rest.get("/api/v3/depth?symbol=BTCUSDT").statusCode()).isEqualTo(200);
    }

    @Test
    void aStaleBookIsOlderThanEveryDiff() throws Exception {
        client.subscribe("btcusdt@depth@100ms");
        JsonNode diff = client.data("btcusdt@depth@100ms", 2).getLast();
        venue.inject("stale-snapshot:*depth?symbol=BTCUSDT*:1");
        Rest rest = Rest.of(venue);
        String path = "/api/v3/depth?symbol=BTCUSDT&limit=100";
        assertThat(rest.json(path).get("lastUpdateId").asLong())
                .isLessThan(diff.get("U").asLong() - 1);
        assertThat(rest.json(path).get("lastUpdateId").asLong())
                .isGreaterThan(diff.get("U").asLong());
    }

    @Test
    void faultsAreAddedToldAndEndedOverHttp() throws Exception {
        Rest rest = Rest.of(venue);
        assertThat(rest.send("POST", "/simulator/faults", "drop:*@trade:2\nsilence:nothing\n")
                        .body())
                .contains("drop:*@trade, 2 left", "silence:nothing, until it is ended");
        await().until(() -> !rest.get("/simulator/faults").body().contains("drop"));
        assertThat(rest.send("DELETE", "/simulator/faults", "").body()).isBlank();
        HttpResponse<String> wrong = rest.send("POST", "/simulator/faults", "melt:*");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("expected a kind of drop, duplicate");
        rest.send("POST", "/simulator/pause", "");
        String report = rest.get("/simulator/report").body();
        assertThat(report).contains("trades=" + venue.emitted("BTCUSDT").firstTradeId() + "..");
        assertThat(rest.get("/simulator/report").body()).as("time stands still").isEqualTo(report);
        rest.send("POST", "/simulator/resume", "");
        await().until(() -> !rest.get("/simulator/report").body().equals(report));
        assertThat(rest.get("/simulator/else").statusCode()).isEqualTo(404);
    }
}
