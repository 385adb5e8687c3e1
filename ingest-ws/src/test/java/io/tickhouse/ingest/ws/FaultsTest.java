package io.tickhouse.ingest.ws;

import static io.tickhouse.ingest.ws.IngestWsTest.capture;
import static io.tickhouse.ingest.ws.IngestWsTest.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BookState;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every fault of a venue, and what is left of it in the topics. */
@WithLocalStack
@Timeout(120)
class FaultsTest {
    private static final Duration BACK = Duration.ofSeconds(2);

    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    @Test
    void aVenueThatWasAwayIsCapturedAgainWithinTwoSecondsAndEveryIdIsAccountedFor(Endpoints stack) throws Exception {
        long last;
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(stack, venue, market, "ws.symbols=FAWAY", "ws.types=trades,l2")) {
            subscribed(venue.client());
            try (Pace _ = new Pace(market, "FAWAY")) {
                await().until(() -> service.row("FAWAY", "trades").published() > 20);
                venue.down();
                TimeUnit.SECONDS.sleep(6); // the length of the outage
                Instant back = Instant.now();
                venue.up();
                subscribed(venue.client());
                await().until(() -> service.row("FAWAY", "trades").state().equals("LIVE")
                        && service.row("FAWAY", "l2").state().equals("LIVE/SYNCED"));
                assertThat(Duration.between(back, Instant.now()))
                        .as("with a view that is a second old")
                        .isLessThan(BACK.plusSeconds(1));
                await().until(() -> service.row("FAWAY", "trades").missing() > 0);
            }
            last = market.instrument("FAWAY").trade;
            await().until(() -> service.row("FAWAY", "trades").lastId() == last);
            long missing = service.row("FAWAY", "trades").missing();
            assertThat(service.row("FAWAY", "trades").published() + missing).isEqualTo(last);
            service.stop();
        }
        List<Trade> trades = RunningCapture.records(stack, Topics.TRADES, "binance-spot:FAWAY");
        assertThat(trades).extracting(Trade::getSequence).doesNotHaveDuplicates();
        List<FeedStatus> told = statuses(stack, "FAWAY", "trades").stream()
                .filter(status ->
                        status.getReason() != null && status.getReason().contains("missing"))
                .toList();
        assertThat(told).singleElement().satisfies(status -> {
            assertThat(status.getReason()).contains("ids missing after");
            assertThat(status.getLastSequence()).isPositive();
        });
        long missingTold = Long.parseLong(told.getFirst().getReason().replaceFirst(" .*", ""));
        assertThat(trades.size() + missingTold).as("published and told missing").isEqualTo(last);
        assertThat(statuses(stack, "FAWAY", "trades"))
                .extracting(FeedStatus::getState)
                .contains(FeedState.DISCONNECTED);
        List<L2Snapshot> snapshots = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, "binance-spot:FAWAY");
        assertThat(snapshots)
                .extracting(L2Snapshot::getNumber)
                .containsExactlyElementsOf(
                        LongStream.range(0, snapshots.size()).boxed().toList());
        assertThat(snapshots)
                .extracting(L2Snapshot::getBookState)
                .as("an old book is not called a good one")
                .contains(BookState.SYNCED, BookState.STALE);
    }

    @Test
    void aVenueThatIsAboutToLeaveIsLeftWithoutALossAndWithoutADouble(Endpoints stack) throws Exception {
        rotation(stack, "FLEAVE", "ws.rotate.overlap.ms=300", venue -> {
            for (int i = 0; i < 3; i++) {
                venue.connected().forEach(client -> send(client, "{\"e\":\"serverShutdown\",\"E\":1767225612345}"));
                subscribed(venue.client());
                await().until(() -> venue.connected().size() == 1);
            }
        });
        assertThat(statuses(stack, "FLEAVE", "trades"))
                .filteredOn(status -> status.getState() == FeedState.ROTATED)
                .hasSize(3)
                .allMatch(status -> "serverShutdown".equals(status.getReason()));
    }

    @Test
    void plannedRotationLosesNothingAndDoublesNothing(Endpoints stack) throws Exception {
        rotation(stack, "FROTATE", "ws.rotate.after.ms=1000", venue -> {
            for (int i = 0; i < 3; i++) {
                subscribed(venue.client());
            }
        });
        assertThat(statuses(stack, "FROTATE", "trades"))
                .filteredOn(status -> status.getState() == FeedState.ROTATED)
                .isNotEmpty()
                .allMatch(status -> String.valueOf(status.getReason()).startsWith("planned after"));
    }

    private interface Act {
        void on(TestVenue venue) throws Exception;
    }

    private static void rotation(Endpoints stack, String symbol, String setting, Act act) throws Exception {
        long last;
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(
                        stack,
                        venue,
                        market,
                        "ws.symbols=" + symbol,
                        "ws.types=trades,l2",
                        "ws.rotate.overlap.ms=200",
                        setting)) {
            subscribed(venue.client());
            try (Pace _ = new Pace(market, symbol)) {
                await().until(() -> service.row(symbol, "l2").state().equals("LIVE/SYNCED"));
                act.on(venue);
            }
            last = market.instrument(symbol).trade;
            await().until(() -> service.row(symbol, "trades").lastId() == last);
            assertThat(service.row(symbol, "l2").resyncs())
                    .as("books rotate without a break")
                    .isZero();
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        List<Trade> trades = RunningCapture.records(stack, Topics.TRADES, "binance-spot:" + symbol);
        assertThat(trades)
                .extracting(Trade::getSequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(trades.getFirst().getSequence(), last)
                                .boxed()
                                .toList());
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
    void aChannelThatFallsSilentIsSubscribedAnewWhileTheOthersGoOn(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service =
                        capture(stack, venue, market, "ws.symbols=FQUIETA,FQUIETB", "ws.stale.timeout.ms=1000")) {
            TestVenue.Client client = subscribed(venue.client());
            assertThat(client.text()).contains("fquieta@trade", "fquietb@trade");
            try (Pace _ = new Pace(market, "FQUIETA");
                    Pace _ = new Pace(market, "FQUIETB")) {
                await().until(() -> service.row("FQUIETA", "trades").published() > 10);
                market.silence("fquieta@trade", true);
                assertThat(client.text())
                        .isEqualTo("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"fquieta@trade\"],\"id\":2}");
                assertThat(client.text())
                        .isEqualTo("{\"method\":\"SUBSCRIBE\",\"params\":[\"fquieta@trade\"],\"id\":3}");
                await().until(() -> service.row("FQUIETA", "trades").state().equals("STALE"));
                assertThat(service.row("FQUIETB", "trades").state()).isEqualTo("LIVE");
                market.silence("fquieta@trade", false);
                await().until(() -> service.row("FQUIETA", "trades").state().equals("LIVE"));
            }
            assertThat(venue.connected()).as("the connection is the same").containsExactly(client);
        }
        assertThat(statuses(stack, "FQUIETA", "trades"))
                .anyMatch(status -> status.getState() == FeedState.STALE
                        && "silent while the connection is up".equals(status.getReason()));
        assertThat(statuses(stack, "FQUIETB", "trades"))
                .extracting(FeedStatus::getState)
                .doesNotContain(FeedState.STALE);
    }

    @Test
    void channelsThatAreNotGrantedAreAskedForOnAnotherConnection(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue)) {
            venue.granting(false);
            try (RunningCapture service =
                    capture(stack, venue, market, "ws.symbols=FGRANT", "ws.answer.timeout.ms=300")) {
                assertThat(venue.client().text()).contains("fgrant@trade");
                assertThat(venue.client().text()).contains("fgrant@trade");
                assertThat(service.get("/readyz")).isNotEqualTo("ready\n");
                venue.granting(true);
                venue.refusing("Invalid request: unknown stream");
                await().until(() -> service.row("FGRANT", "trades").state().equals("DISCONNECTED"));
                await().until(() -> service.get("/readyz").contains("unknown stream"));
                venue.refusing("");
                await().until(() -> {
                    market.trade("FGRANT", 1);
                    return service.row("FGRANT", "trades").published() > 0;
                });
                service.awaitReady();
            }
        }
        assertThat(statuses(stack, "FGRANT", "trades"))
                .extracting(status -> String.valueOf(status.getReason()))
                .anyMatch(reason -> reason.contains("within 300 ms, found none"))
                .anyMatch(reason -> reason.contains("was refused: code 2: Invalid request: unknown stream"));
    }

    @Test
    void aBookThatMissesAnUpdateIsMendedWhileTheOthersGoOnAndIsNeverWrongInSilence(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(
                        stack, venue, market, "ws.symbols=FBOOKA,FBOOKB", "ws.types=l2", "ws.l2.interval.ms=100")) {
            subscribed(venue.client());
            market.change("FBOOKB", 1);
            try (Pace _ = new Pace(market, "FBOOKA")) {
                await().until(() -> service.row("FBOOKA", "l2").state().equals("LIVE/SYNCED"));
                for (int i = 1; i <= 3; i++) {
                    long breaks = i;
                    market.changeInSecret("FBOOKA");
                    await().until(() -> service.row("FBOOKA", "l2").resyncs() >= breaks
                            && service.row("FBOOKA", "l2").state().equals("LIVE/SYNCED"));
                }
            }
            assertThat(service.row("FBOOKA", "l2").resyncs()).isEqualTo(3);
            assertThat(service.row("FBOOKB", "l2").resyncs()).isZero();
        }
        assertThat(statuses(stack, "FBOOKA", "l2"))
                .filteredOn(status -> status.getState() == FeedState.RESYNC)
                .hasSize(3)
                .allMatch(status -> String.valueOf(status.getReason()).startsWith("expected an update that continues"));
        List<L2Snapshot> snapshots = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, "binance-spot:FBOOKA");
        assertThat(snapshots)
                .extracting(L2Snapshot::getNumber)
                .containsExactlyElementsOf(
                        LongStream.range(0, snapshots.size()).boxed().toList());
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

    @Test
    void theVenuesClockIsMeasured(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(stack, venue, market, "ws.symbols=FCLOCK")) {
            subscribed(venue.client());
            // the market's clock is 5 s ahead
            await().until(() -> Math.abs(service.view().clockAheadMicros() - 5_000_000) < 500_000);
            assertThat(service.metrics())
                    .contains("ws_clock_ahead_seconds{service=\"ingest-ws\",venue=\"binance-spot\"}");
        }
    }

    private static List<FeedStatus> statuses(Endpoints stack, String symbol, String type) {
        return RunningCapture.records(stack, Topics.FEED_STATUS, "binance-spot:" + symbol).stream()
                .filter(status -> status.getDataType().equals(type))
                .toList();
    }

    private static void send(TestVenue.Client client, String text) {
        try {
            client.send(text);
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
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
