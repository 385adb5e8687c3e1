package io.tickhouse.ingest.ws.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tickhouse.ingest.ws.venue.RestLimit;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.binancespot.Adapter;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RestClientTest {
    private static final RestRequest REQUEST = new RestRequest("/api/v3/depth?symbol=A&limit=1000", 50);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Answer> answer =
            new AtomicReference<>(new Answer(200, Map.of(), "{\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}"));
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:30Z"));
    private final InstantSource clock = now::get;
    private HttpServer server;
    private RestClient client;

    private record Answer(int status, Map<String, String> headers, String body) {}

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            Answer given = Objects.requireNonNull(answer.get());
            given.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(given.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new RestClient(new Adapter().rest(), settings(), clock, new StopSignal());
    }

    private RestSettings settings() {
        return new RestSettings(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                Duration.ofSeconds(5),
                new ApiKey("ws.binance.spot.api.key", ""),
                5,
                Duration.ofSeconds(1));
    }

    @AfterEach
    void end() {
        client.close();
        server.stop(0);
    }

    private RestClient kraken() {
        return new RestClient(
                new io.tickhouse.ingest.ws.venue.krakenspot.Adapter().rest(), settings(), clock, new StopSignal());
    }

    @Test
    void aRefusalWithStatus200IsOneAndClosesTheBudgetWhereItWantsFewerRequests() {
        try (RestClient kraken = kraken()) {
            answer.set(new Answer(200, Map.of(), "{\"error\":[\"EService:Unavailable\"]}"));
            assertThatThrownBy(() -> kraken.get(new RestRequest("/0/public/Time", 1)))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("answered [\"EService:Unavailable\"]");
            assertThat(kraken.budget().closedUntil()).isEqualTo(Instant.MIN);
            answer.set(new Answer(200, Map.of(), "{\"error\":[\"EAPI:Rate limit exceeded\"]}"));
            assertThatThrownBy(() -> kraken.get(new RestRequest("/0/public/Time", 1)))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("nothing is asked until 2026-03-01T00:01:00Z");
            assertThat(kraken.budget().closedUntil()).isEqualTo(Instant.parse("2026-03-01T00:01:00Z"));
        }
    }

    @Test
    void anAnswerThatIsNoJsonWhereRefusalsAreIsAFailure() {
        try (RestClient kraken = kraken()) {
            answer.set(new Answer(200, Map.of(), "<html>"));
            assertThatThrownBy(() -> kraken.get(new RestRequest("/0/public/Time", 1)))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("not JSON as expected");
        }
    }

    @Test
    void theHeadersOfTheVenueWinOverOurOwnCount() throws Exception {
        answer.set(new Answer(200, Map.of("X-MBX-USED-WEIGHT-1M", "4790"), "{}"));
        client.get(REQUEST);
        assertThat(client.budget().used()).isEqualTo(4_790);
        assertThat(client.budget().trySpend(50))
                .as("four fifths of 6000 are used")
                .isFalse();
        now.set(Instant.parse("2026-03-01T00:01:00Z"));
        assertThat(client.budget().trySpend(50)).as("another minute").isTrue();
    }

    @Test
    void theBudgetIsReadFromTheVenue() throws Exception {
        answer.set(
                new Answer(
                        200,
                        Map.of(),
                        "{\"rateLimits\":[{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":61000},{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":2,\"limit\":1200}]}"));
        client.learnBudget("BTCUSDT");
        assertThat(client.budget().limit()).isEqualTo(new RestLimit(1_200, Duration.ofMinutes(2)));
        answer.set(new Answer(200, Map.of(), "{\"rateLimits\":[]}"));
        assertThatThrownBy(() -> client.learnBudget("BTCUSDT"))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("expected a limit of REQUEST_WEIGHT, found none");
        assertThat(client.budget().limit().weight()).as("what was known stays").isEqualTo(1_200);
    }

    @Test
    void tooManyRequestsAndABanCloseTheVenueForAsLongAsItSays() {
        answer.set(new Answer(429, Map.of("Retry-After", "17"), "{\"code\":-1003}"));
        assertThatThrownBy(() -> client.get(REQUEST))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("answered 429 {\"code\":-1003}")
                .hasMessageContaining("nothing is asked until 2026-03-01T00:00:47Z");
        assertThat(client.budget().trySpend(1)).isFalse();
        now.set(Instant.parse("2026-03-01T00:00:47Z"));
        assertThat(client.budget().trySpend(1)).isTrue();
        answer.set(new Answer(418, Map.of(), ""));
        assertThatThrownBy(() -> client.get(REQUEST)).hasMessageContaining("answered 418");
        assertThat(client.budget().closedUntil()).isEqualTo(Instant.parse("2026-03-01T00:02:47Z"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void anyOtherRefusalIsToldWithItsBodyAndClosesNothing() {
        answer.set(new Answer(400, Map.of(), "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
        assertThatThrownBy(() -> client.get(REQUEST))
                .hasMessageContaining("/api/v3/depth?symbol=A&limit=1000 answered 400")
                .hasMessageContaining("Invalid symbol.");
        assertThat(client.budget().trySpend(1)).isTrue();
    }

    @Test
    void aVenueThatCannotBeReachedIsAnErrorOfItsOwn() {
        server.stop(0);
        assertThatThrownBy(() -> client.get(REQUEST))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("/api/v3/depth?symbol=A&limit=1000 was not answered: java.net.ConnectException");
    }

    @Test
    void aRequestHeavierThanTheBudgetsShareIsStillAskedAlone() {
        RestBudget small = new RestBudget(new RestLimit(50, Duration.ofMinutes(1)), clock);
        assertThat(small.trySpend(50)).isTrue();
        assertThat(small.trySpend(1)).isFalse();
    }

    @Test
    void theClocksDifferenceIsTakenAtTheMiddleOfTheRoundTrip() {
        RestAnswer times = new RestAnswer(
                new byte[0], Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00.200Z"));
        assertThat(times.ahead(Instant.parse("2026-03-01T00:00:01.100Z"))).isEqualTo(Duration.ofSeconds(1));
    }
}
