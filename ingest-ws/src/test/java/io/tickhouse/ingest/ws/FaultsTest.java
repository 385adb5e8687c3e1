package io.tickhouse.ingest.ws;

import static io.tickhouse.ingest.ws.IngestWsTest.capture;
import static io.tickhouse.ingest.ws.IngestWsTest.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that only a venue under the test's hand can have; the others are tried on the simulated exchange. */
@WithLocalStack
@Timeout(120)
class FaultsTest {
    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    @Test
    void aSocketThatOnlyAnswersPingsIsMadeAnew(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service =
                        capture(stack, venue, market, "ws.symbols=FSILENT", "ws.stale.timeout.ms=2500")) {
            TestVenue.Client client = subscribed(venue.client());
            market.trade("FSILENT", 5);
            await().until(() -> service.row("FSILENT", "trades").published() == 5);
            client.ping();
            assertThat(client.awaitPong()).isTrue();
            subscribed(venue.client());
            await().until(() -> {
                market.trade("FSILENT", 1);
                return service.row("FSILENT", "trades").published() > 5;
            });
        }
        assertThat(statuses(stack, "FSILENT", "trades"))
                .extracting(FeedStatus::getState)
                .contains(FeedState.STALE);
    }

    @Test
    void aFeedThatIsUpSaysSoAgainAndAgain(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service =
                        capture(stack, venue, market, "ws.symbols=FREPEAT", "ws.status.interval.ms=100")) {
            subscribed(venue.client());
            market.trade("FREPEAT", 1);
            await().until(() -> service.row("FREPEAT", "trades").published() == 1);
            await().untilAsserted(() -> assertThat(statuses(stack, "FREPEAT", "trades"))
                    .filteredOn(status -> status.getState() == FeedState.LIVE)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(status -> assertThat(status.getReason()).isNull())
                    .extracting(FeedStatus::getConnectionId)
                    .containsOnly(
                            statuses(stack, "FREPEAT", "trades").getFirst().getConnectionId()));
        }
    }

    @Test
    void aVenueThatIsFarAwayIsGivenMoreTimeForItsHandshake(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue)) {
            venue.slow(700);
            try (RunningCapture service =
                    capture(stack, venue, market, "ws.symbols=FFAR", "ws.connect.timeout.ms=200")) {
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    market.trade("FFAR", 1);
                    return service.row("FFAR", "trades").published() > 0;
                });
            }
        }
    }

    @Test
    void aVenueThatRefusesRequestsIsNotAskedUntilItsTimeIsOver(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue)) {
            market.refuseImages(429, 1, "2");
            try (RunningCapture service = capture(stack, venue, market, "ws.symbols=FLIMITA,FLIMITB", "ws.types=l2")) {
                subscribed(venue.client());
                market.change("FLIMITA", 1);
                await().until(() -> market.imagesAsked.get() == 1);
                Instant refused = Instant.now();
                market.change("FLIMITB", 1);
                await().until(() -> market.imagesAsked.get() > 1);
                assertThat(Duration.between(refused, Instant.now())).isGreaterThan(Duration.ofMillis(1_800));
                market.change("FLIMITA", 2);
                market.change("FLIMITB", 2);
                await().until(() -> service.row("FLIMITA", "l2").state().equals("LIVE/SYNCED")
                        && service.row("FLIMITB", "l2").state().equals("LIVE/SYNCED"));
            }
        }
    }

    @Test
    void anAuditFindsABookThatHasDriftedFromTheVenues(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(
                        stack, venue, market, "ws.symbols=FDRIFT", "ws.types=l2", "ws.l2.audit.interval.ms=500")) {
            subscribed(venue.client());
            try (Pace _ = new Pace(market, "FDRIFT")) {
                await().until(() -> service.row("FDRIFT", "l2").state().equals("LIVE/SYNCED"));
                // a level changes and no id tells of it
                TestMarket.Instrument instrument = market.instrument("FDRIFT");
                synchronized (instrument) {
                    instrument.bids.put(new java.math.BigDecimal("998.50"), new java.math.BigDecimal("77"));
                }
                await().until(() -> service.metrics()
                        .contains("ws_books_drifted_total{service=\"ingest-ws\",venue=\"binance-spot\"} 1.0"));
            }
        }
        assertThat(statuses(stack, "FDRIFT", "l2"))
                .anyMatch(status -> status.getState() == FeedState.RESYNC
                        && String.valueOf(status.getReason()).startsWith("drifted, found by an audit: bid "));
    }

    private static List<FeedStatus> statuses(Endpoints stack, String symbol, String type) {
        return RunningCapture.records(stack, Topics.FEED_STATUS, "binance-spot:" + symbol).stream()
                .filter(status -> status.getDataType().equals(type))
                .toList();
    }

    /** Trades and changes of a book, about a hundred a second, until it is closed. */
    private static final class Pace implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final CompletableFuture<Void> running;

        Pace(TestMarket market, String symbol) {
            running = CompletableFuture.runAsync(
                    () -> {
                        try {
                            while (!over.get()) {
                                market.trade(symbol, 1);
                                market.change(symbol, 1);
                                TimeUnit.MILLISECONDS.sleep(10);
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    task -> Thread.ofPlatform().daemon().name("market").start(task));
        }

        @Override
        public void close() {
            over.set(true);
            running.join();
        }
    }
}
