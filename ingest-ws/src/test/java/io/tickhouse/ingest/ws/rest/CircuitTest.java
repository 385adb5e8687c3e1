package io.tickhouse.ingest.ws.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.binanceusdm.Adapter;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A host that fails is left alone, and the key of an account stays a secret. */
@Timeout(30)
class CircuitTest {
    private static final RestRequest REQUEST = new RestRequest("/fapi/v1/time", 1);
    private static final RestRequest KEYED =
            new Adapter().rest().trades("BTCUSDT", 7, Instant.EPOCH, 100).orElseThrow();
    private static final String SECRET = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private static final int FAILURES = 5;
    private static final int PROBES = 3;

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger(200);
    private final List<String> keys = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:30Z"));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private RestClient client;

    @BeforeEach
    void begin() throws IOException {
        log.start();
        root.addAppender(log);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        client = client("", Duration.ofSeconds(10));
    }

    private RestClient client(String key, Duration timeout) {
        RestSettings settings = new RestSettings(
                "http://127.0.0.1:" + server.getAddress().getPort(),
                timeout,
                new ApiKey("ws.binance.usdm.api.key", key),
                FAILURES,
                Duration.ofSeconds(1));
        return new RestClient(new Adapter().rest(), settings, now::get, new StopSignal());
    }

    /** Says what it was asked, as no venue should. */
    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String key = exchange.getRequestHeaders().getFirst("X-MBX-APIKEY");
        synchronized (keys) {
            keys.add(String.valueOf(key));
        }
        if (status.get() == 0) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] body = ("{\"key\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status.get() == 0 ? 200 : status.get(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void end() {
        over.countDown();
        client.close();
        server.stop(0);
        threads.shutdownNow();
        root.detachAppender(log);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> client.get(REQUEST))
                    .isInstanceOf(RestException.class)
                    .hasMessageNotContaining("is not asked");
        }
    }

    private void assertNotAsked(String why) {
        int before = asked.get();
        assertThatThrownBy(() -> client.get(REQUEST))
                .isInstanceOf(RestException.class)
                .hasMessage("http://127.0.0.1:" + server.getAddress().getPort()
                        + " is not asked: 5 requests in a row failed, the last one with " + why
                        + "; it is probed every 1000 ms");
        assertThat(asked).hasValue(before);
    }

    private void later() {
        now.set(Objects.requireNonNull(now.get()).plusMillis(1_001));
    }

    @Test
    void aHostThatFailsIsLeftAloneForAWhileAndAskedAgainWhenProbesAreAnswered() throws Exception {
        status.set(503);
        fail(FAILURES);
        assertThat(client.circuit().openness()).isEqualTo(1);
        assertNotAsked("status 503");
        now.set(Objects.requireNonNull(now.get()).plusMillis(999));
        assertNotAsked("status 503");
        later();
        status.set(200);
        for (int i = 0; i < PROBES; i++) {
            client.get(REQUEST);
        }
        assertThat(client.circuit().openness()).isZero();
        assertThat(asked).hasValue(FAILURES + PROBES);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsSubsequence(
                        "the circuit opens: 5 requests in a row failed, the last one with status 503",
                        "the circuit is closed: the host answers again");
    }

    @Test
    void whileItFailsOnlyProbesAreSent() {
        status.set(500);
        fail(FAILURES);
        for (int round = 1; round <= 3; round++) {
            later();
            fail(PROBES);
            assertNotAsked("status 500");
            assertThat(client.circuit().openness()).isEqualTo(1);
        }
        assertThat(asked).hasValue(FAILURES + 3 * PROBES);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .as("said once, however long it lasts")
                .hasSize(1);
    }

    @Test
    void noMoreThanTheProbesAreUnderWayAtOnce() throws Exception {
        status.set(503);
        fail(FAILURES);
        later();
        status.set(0);
        List<Future<RestAnswer>> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            probes.add(threads.submit(() -> client.get(REQUEST)));
        }
        org.awaitility.Awaitility.await().until(() -> asked.get() == FAILURES + PROBES);
        assertThat(client.circuit().openness()).isEqualTo(0.5);
        assertNotAsked("status 503");
        over.countDown();
        for (Future<RestAnswer> probe : probes) {
            probe.get();
        }
        assertThat(client.circuit().openness()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void aHostThatRefusesAnswersAllTheSame(int refusal) {
        status.set(refusal);
        fail(4 * FAILURES);
        assertThat(client.circuit().openness()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 418})
    void tooManyRequestsAreNoFailureOfTheHost(int refusal) {
        status.set(refusal);
        for (int i = 0; i < 2 * FAILURES; i++) {
            fail(1);
            now.set(Objects.requireNonNull(now.get()).plusSeconds(121));
        }
        assertThat(client.circuit().openness()).isZero();
    }

    @Test
    void failuresInARowCountAndNoOthers() throws Exception {
        for (int i = 0; i < 4; i++) {
            status.set(502);
            fail(FAILURES - 1);
            status.set(200);
            client.get(REQUEST);
        }
        assertThat(client.circuit().openness()).isZero();
    }

    @Test
    void aHostThatTakesNoConnectionIsLeftAloneToo() {
        server.stop(0);
        fail(FAILURES);
        assertNotAsked("java.net.ConnectException");
    }

    @Test
    void requestsThatWaitForOthersFailAtOnceWhenThoseGetNoAnswerInTime() throws Exception {
        client.close();
        client = client("", Duration.ofMillis(500));
        status.set(0);
        long begun = System.nanoTime();
        List<Future<RestAnswer>> all = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            all.add(threads.submit(() -> client.get(REQUEST)));
        }
        for (Future<RestAnswer> each : all) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(RestException.class);
        }
        assertThat(asked).as("eight at a time; five failures are enough").hasValueBetween(FAILURES, 16);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        assertNotAsked("java.net.http.HttpTimeoutException: request timed out");
    }

    @Test
    void theKeyGoesWithTheRequestsThatNeedItAlone() throws Exception {
        client.close();
        client = client(SECRET, Duration.ofSeconds(10));
        client.get(REQUEST);
        client.get(KEYED);
        assertThat(keys).containsExactly("null", SECRET);
    }

    @Test
    void withoutAKeySuchARequestIsNotAskedAndTheErrorSaysWhatToSet() {
        assertThatThrownBy(() -> client.get(KEYED))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("/fapi/v1/historicalTrades?symbol=BTCUSDT&fromId=7&limit=100 is not asked")
                .hasMessageContaining("set ws.binance.usdm.api.key in the environment or in a file");
        assertThat(asked).hasValue(0);
        assertThat(client.circuit().openness()).isZero();
    }

    @Test
    void theKeyIsInNoErrorAndInNoLog() {
        Level before = root.getLevel();
        root.setLevel(Level.DEBUG);
        try {
            client.close();
            client = client(SECRET, Duration.ofSeconds(10));
            List<Throwable> told = new ArrayList<>();
            for (int answer : new int[] {401, 503, 503, 503, 503, 503, 503}) {
                status.set(answer);
                told.add(Optional.ofNullable(org.assertj.core.api.Assertions.catchThrowable(() -> client.get(KEYED)))
                        .orElseThrow());
            }
            server.stop(0);
            later();
            told.add(org.assertj.core.api.Assertions.catchThrowable(() -> client.get(KEYED)));
            assertThat(keys).as("it was sent, and sent back").contains(SECRET);
            assertThat(told.getFirst()).hasMessageContaining("answered 401 {\"key\":\"[hidden]\"}");
            assertThat(told).allSatisfy(each -> assertThat(each).hasStackTraceContaining("RestException"));
            assertThat(told).noneMatch(each -> stackTrace(each).contains(SECRET));
            assertThat(log.list)
                    .isNotEmpty()
                    .noneMatch(event -> event.getFormattedMessage().contains(SECRET)
                            || String.valueOf(event.getKeyValuePairs()).contains(SECRET));
            assertThat(new ApiKey("ws.binance.usdm.api.key", SECRET)).hasToString("ws.binance.usdm.api.key=[hidden]");
        } finally {
            root.setLevel(before);
        }
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
