package io.tickhouse.ingest.ws.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.RunningCapture;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions through the death of those who run them. {@code -Dtickhouse.sessions.seed} repeats the moments. */
@WithLocalStack
@Timeout(180)
class ReplicasTest {
    private static final long SEED = Long.getLong("tickhouse.sessions.seed", new Random().nextLong());
    private static final int KILLS = Integer.getInteger("tickhouse.sessions.kills", 2);
    private static final String[] SYMBOLS = {"RAUSDT", "RBUSDT", "RCUSDT", "RDUSDT", "REUSDT"};
    private BinanceExchange venue;

    @BeforeAll
    static void provision(Endpoints stack) {
        System.out.println("seed of the kills: " + SEED);
        RunningCapture.provision(stack);
    }

    @BeforeEach
    void open() throws Exception {
        venue = BinanceExchange.of(BinanceProduct.SPOT)
                .symbols(SYMBOLS)
                .tradesPerSecond(100)
                .begin();
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private Map<String, String> settings(String group) {
        return new HashMap<>(Map.of(
                "ws.sessions.group",
                group,
                "ws.binance.spot.url",
                venue.wsUrl(),
                "ws.binance.spot.rest.url",
                venue.restUrl()));
    }

    private static String form(String id, String symbol) {
        return "{\"id\":\"" + id + "\",\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"" + symbol + "\"]}]}";
    }

    private static Set<Long> ids(Endpoints stack, String symbol) {
        return RunningCapture.records(stack, Topics.TRADES, "binance-spot:" + symbol).stream()
                .map(Trade::getSequence)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitCaptured(Endpoints stack, String symbol) {
        long last = venue.emitted(symbol).lastTradeId();
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ids(stack, symbol).stream().anyMatch(id -> id > last));
    }

    @Test
    void aSessionGoesOnByItselfWhenItsServiceIsKilledAndComesBack(Endpoints stack) throws Exception {
        Random random = new Random(SEED);
        int port = ServiceProcess.freePort();
        Map<String, String> settings = settings("killed");
        ServiceProcess service = ServiceProcess.start(stack, port, settings).awaitUp();
        try (SessionClient user = new SessionClient(service.admin())) {
            user.order("POST", "/captures", form("lasting", SYMBOLS[0]));
            awaitCaptured(stack, SYMBOLS[0]);
            for (int kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000)));
                service.kill();
                service = ServiceProcess.start(stack, port, settings).awaitUp();
                awaitCaptured(stack, SYMBOLS[0]);
                JsonNode session = user.order("GET", "/captures/lasting", "");
                assertThat(session.path("version").asInt()).isEqualTo(1);
                assertThat(session.path("runs")).hasSize(1);
            }
            user.order("POST", "/captures/lasting/stop", "");
            user.await("lasting", run -> run.path("state").asText().equals("ENDED"));
        } finally {
            service.close();
        }
    }

    @Test
    void replicasShareSessionsAndTakeOverThoseOfOneThatDies(Endpoints stack) throws Exception {
        Map<String, String> settings = settings("shared");
        try (ServiceProcess one = ServiceProcess.start(stack, ServiceProcess.freePort(), settings);
                ServiceProcess two = ServiceProcess.start(stack, ServiceProcess.freePort(), settings);
                SessionClient user = new SessionClient(one.admin());
                SessionClient other = new SessionClient(two.admin())) {
            one.awaitUp();
            two.awaitUp();
            for (int i = 0; i < 4; i++) {
                user.order("POST", "/captures", form("shared-" + i, SYMBOLS[i]));
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                Map<String, Integer> running = new TreeMap<>();
                for (int i = 0; i < 4; i++) {
                    JsonNode run = user.run("shared-" + i);
                    if (run.path("state").asText().equals("RUNNING")) {
                        running.merge(run.path("replica").asText(), 1, Integer::sum);
                    }
                }
                return running.size() == 2 && running.values().stream().allMatch(count -> count == 2);
            });
            one.kill();
            for (int i = 0; i < 4; i++) {
                awaitCaptured(stack, SYMBOLS[i]);
            }
            Set<String> replicas = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                replicas.add(other.await(
                                "shared-" + i,
                                run -> run.path("state").asText().equals("RUNNING")
                                        && run.path("replica")
                                                .asText()
                                                .endsWith("-" + two.admin().getPort()))
                        .path("replica")
                        .asText());
                other.order("POST", "/captures/shared-" + i + "/stop", "");
            }
            assertThat(replicas).hasSize(1);
        }
    }

    @Test
    void ofTwoGroupsThatCaptureTheSameOneMayDieAndNothingIsMissing(Endpoints stack) throws Exception {
        Random random = new Random(SEED);
        try (ServiceProcess one = ServiceProcess.start(stack, ServiceProcess.freePort(), settings("first"));
                ServiceProcess two = ServiceProcess.start(stack, ServiceProcess.freePort(), settings("second"));
                SessionClient user = new SessionClient(two.admin())) {
            one.awaitUp();
            two.awaitUp();
            user.order("POST", "/captures", form("twice", SYMBOLS[4]));
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                JsonNode runs = user.order("GET", "/captures/twice", "").path("runs");
                return runs.size() == 2
                        && runs.path(0).path("published").asLong() > 100
                        && runs.path(1).path("published").asLong() > 100;
            });
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000)));
            one.kill();
            awaitCaptured(stack, SYMBOLS[4]);
            user.order("POST", "/captures/twice/stop", "");
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> user.order("GET", "/captures/twice", "")
                            .path("runs")
                            .findValuesAsText("state")
                            .contains("ENDED"));
        }
        Set<Long> ids = ids(stack, SYMBOLS[4]);
        long first = ids.stream().mapToLong(Long::longValue).min().orElseThrow();
        long last = ids.stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(ids).containsAll(LongStream.rangeClosed(first, last).boxed().toList());
    }
}
