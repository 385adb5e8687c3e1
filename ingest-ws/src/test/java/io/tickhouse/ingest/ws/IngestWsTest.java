package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BookState;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.L2Delta;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.Side;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.StopSignal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way: a venue's socket, the service as it runs in production, a real Kafka and registry, records read back. */
@WithLocalStack
@Timeout(120)
class IngestWsTest {
    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    @Test
    void tradesReachTheTopicExactlyAndOutlastEveryEndOfTheConnection(Endpoints stack) throws Exception {
        Instant before = Instant.now();
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(stack, venue, market, "ws.symbols=WSTESTA,WSTESTB")) {
            TestVenue.Client first = venue.client();
            assertThat(first.requestLine()).isEqualTo("GET /stream?timeUnit=MICROSECOND HTTP/1.1");
            assertThat(first.text())
                    .isEqualTo("{\"method\":\"SUBSCRIBE\",\"params\":[\"wstesta@trade\",\"wstestb@trade\"],\"id\":1}");
            await().until(() -> first.subscribed().size() == 2);
            market.trade("WSTESTA", 500);
            market.trade("WSTESTB", 11);
            service.awaitReady();
            first.close(1000);
            subscribed(venue.client());
            market.trade("WSTESTA", 100);
            await().until(() -> service.row("WSTESTA", "trades").published() == 600);
            venue.connected().getFirst().abort();
            // while nobody was connected, 601 to 609 were traded
            market.trade("WSTESTA", 9);
            subscribed(venue.client());
            market.trade("WSTESTA", 91);
            await().until(() -> service.row("WSTESTA", "trades").missing() == 9);
            assertThat(service.metrics())
                    .contains("ws_ids_missing_total{service=\"ingest-ws\",venue=\"binance-spot\"} 9.0");
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        List<Trade> trades = RunningCapture.records(stack, Topics.TRADES, "binance-spot:WSTESTA");
        assertThat(trades.stream().map(Trade::getSequence))
                .containsExactlyElementsOf(
                        LongStream.concat(LongStream.rangeClosed(1, 600), LongStream.rangeClosed(610, 700))
                                .boxed()
                                .toList());
        Trade seventh = trades.get(6);
        assertThat(seventh.getPrice()).isEqualByComparingTo(new BigDecimal("61837.000007"));
        assertThat(seventh.getQuantity()).isEqualByComparingTo("0.02");
        assertThat(seventh.getSide()).isEqualTo(Side.BUY);
        assertThat(seventh.getReceiveTime()).isBetween(before, Instant.now());
        assertThat(RunningCapture.read(stack, Topics.TRADES, "binance-spot:WSTESTA"))
                .allMatch(published -> published.timestamp() >= before.toEpochMilli());
        assertThat(RunningCapture.records(stack, Topics.TRADES, "binance-spot:WSTESTB"))
                .hasSize(11);
        // of a channel that is granted the first data may come before the answer has been read
        List<FeedStatus> statuses = RunningCapture.records(stack, Topics.FEED_STATUS, "binance-spot:WSTESTA").stream()
                .filter(status -> status.getState() != FeedState.CONNECTED)
                .toList();
        assertThat(statuses)
                .extracting(FeedStatus::getState)
                .containsExactly(
                        FeedState.LIVE,
                        FeedState.DISCONNECTED,
                        FeedState.LIVE,
                        FeedState.DISCONNECTED,
                        FeedState.LIVE,
                        FeedState.LIVE,
                        FeedState.DISCONNECTED);
        assertThat(statuses.get(1).getReason()).isEqualTo("closed with code 1000");
        assertThat(statuses.get(1).getLastSequence()).isEqualTo(500);
        assertThat(statuses.get(5).getReason()).isEqualTo("9 ids missing after 600: 601 to 609");
        assertThat(statuses.getLast().getReason()).isEqualTo("the capture ends");
    }

    @Test
    void snapshotsOfABookAreItsTopOnTheGridWithoutAHole(Endpoints stack) throws Exception {
        TreeMap<BigDecimal, BigDecimal> bids;
        TreeMap<BigDecimal, BigDecimal> asks;
        long end;
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(
                        stack,
                        venue,
                        market,
                        "ws.symbols=WSTESTE",
                        "ws.types=l2,l2-deltas",
                        "ws.l2.interval.ms=100",
                        "ws.l2.depth=10")) {
            subscribed(venue.client());
            for (int i = 0; i < 60; i++) {
                market.change("WSTESTE", 3);
                TimeUnit.MILLISECONDS.sleep(20); // the market's pace, not a wait for anything
            }
            bids = new TreeMap<>(market.instrument("WSTESTE").bids);
            asks = new TreeMap<>(market.instrument("WSTESTE").asks);
            end = market.instrument("WSTESTE").update;
            long taken = service.view().snapshots();
            await().until(() -> service.view().snapshots() > taken + 5);
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        List<L2Snapshot> snapshots = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, "binance-spot:WSTESTE");
        assertThat(snapshots)
                .extracting(L2Snapshot::getNumber)
                .containsExactlyElementsOf(
                        LongStream.range(0, snapshots.size()).boxed().toList());
        for (int i = 1; i < snapshots.size(); i++) {
            assertThat(snapshots.get(i).getGridTime())
                    .isEqualTo(snapshots.get(i - 1).getGridTime().plusMillis(100));
        }
        assertThat(snapshots).allSatisfy(snapshot -> {
            assertThat(snapshot.getGridTime().toEpochMilli() % 100).isZero();
            assertThat(snapshot.getCaptureLatencyUs()).isBetween(0L, 2_000_000L);
            assertThat(snapshot.getBids()).hasSize(10);
            assertThat(snapshot.getAsks()).hasSize(10);
        });
        L2Snapshot last = snapshots.getLast();
        assertThat(last.getBookState()).isEqualTo(BookState.SYNCED);
        assertThat(last.getSequence()).isEqualTo(end);
        for (int i = 0; i < 10; i++) {
            var bid =
                    bids.descendingMap().entrySet().stream().skip(i).findFirst().orElseThrow();
            assertThat(last.getBids().get(i).getPrice()).isEqualByComparingTo(bid.getKey());
            assertThat(last.getBids().get(i).getQuantity()).isEqualByComparingTo(bid.getValue());
            var ask = asks.entrySet().stream().skip(i).findFirst().orElseThrow();
            assertThat(last.getAsks().get(i).getPrice()).isEqualByComparingTo(ask.getKey());
            assertThat(last.getAsks().get(i).getQuantity()).isEqualByComparingTo(ask.getValue());
        }
        List<L2Delta> deltas = RunningCapture.records(stack, Topics.L2_DELTAS, "binance-spot:WSTESTE");
        assertThat(deltas).filteredOn(L2Delta::getSnapshot).hasSize(1);
        List<L2Delta> updates = deltas.stream()
                .filter(delta -> !delta.getSnapshot())
                .sorted(Comparator.comparing(L2Delta::getLastSequence))
                .distinct()
                .toList();
        assertThat(updates)
                .as("every update, those that bridged the image twice")
                .hasSize(180);
        for (int i = 1; i < updates.size(); i++) {
            assertThat(updates.get(i).getFirstSequence())
                    .isEqualTo(updates.get(i - 1).getLastSequence() + 1);
        }
    }

    @Test
    void aFrameThatCannotBeReadGoesToTheDeadLettersWithItsCause(Endpoints stack) throws Exception {
        String broken = TestMarket.tradeFrame("WSTESTC", 1).replace("61837.000001", "0");
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(stack, venue, market, "ws.symbols=WSTESTC")) {
            TestVenue.Client client = subscribed(venue.client());
            client.send(broken);
            client.send(TestMarket.tradeFrame("WSTESTC", 2));
            service.awaitReady();
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        assertThat(RunningCapture.read(stack, Topics.DEAD_LETTERS, "binance-spot:frame:"))
                .filteredOn(letter -> new String(letter.value(), StandardCharsets.UTF_8).equals(broken))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(RunningCapture.header(letter, "service")).isEqualTo("ingest-ws");
                    assertThat(RunningCapture.header(letter, "error")).isEqualTo("expected 'p' above 0, found 0");
                });
        assertThat(RunningCapture.records(stack, Topics.TRADES, "binance-spot:WSTESTC"))
                .hasSize(1);
    }

    @Test
    void aRecordThatKafkaRefusesForGoodEndsTheServiceWithAFailure(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue)) {
            // no record is as small as that
            RunningCapture service =
                    capture(stack, venue, market, "ws.symbols=WSTESTD", "kafka.producer.max.request.size=10");
            subscribed(venue.client());
            market.trade("WSTESTD", 2);
            assertThat(service.awaitExit()).isEqualTo(ExitCodes.FAILED);
        }
        assertThat(RunningCapture.read(stack, Topics.TRADES, "binance-spot:WSTESTD"))
                .isEmpty();
    }

    @Test
    void theCheckFindsWhatTheServiceNeeds(Endpoints stack) {
        assertThat(RunningCapture.execute(
                        stack, CaptureWatch.NONE, new StopSignal(), "--check", "--set", "ws.symbols=BTCUSDT"))
                .isEqualTo(ExitCodes.OK);
    }

    @Test
    void wrongSettingsAreRefusedBeforeAnythingStarts(Endpoints stack) {
        assertThat(refused(stack)).as("nothing to capture, no sessions").isEqualTo(ExitCodes.FAILED);
        assertThat(refused(stack, "ws.symbols=A,B,A")).isEqualTo(ExitCodes.USAGE);
        assertThat(refused(stack, "ws.symbols=A", "ws.types=trades,nonsense")).isEqualTo(ExitCodes.USAGE);
        assertThat(refused(stack, "ws.symbols=A", "ws.venues=nowhere")).isEqualTo(ExitCodes.USAGE);
        assertThat(refused(stack, "ws.symbols=A", "ws.l2.interval.ms=99")).isEqualTo(ExitCodes.USAGE);
        assertThat(refused(stack, "ws.symbols=A", "ws.types=mark-prices"))
                .as("spot has no mark prices")
                .isEqualTo(ExitCodes.FAILED);
    }

    private static int refused(Endpoints stack, String... settings) {
        String[] arguments = new String[2 * settings.length];
        for (int i = 0; i < settings.length; i++) {
            arguments[2 * i] = "--set";
            arguments[2 * i + 1] = settings[i];
        }
        return CompletableFuture.supplyAsync(
                        () -> RunningCapture.execute(stack, CaptureWatch.NONE, new StopSignal(), arguments))
                .join();
    }

    static TestVenue.Client subscribed(TestVenue.Client client) {
        await().until(() -> !client.subscribed().isEmpty());
        return client;
    }

    static RunningCapture capture(Endpoints stack, TestVenue venue, TestMarket market, String... settings)
            throws java.io.IOException {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "ws.binance.spot.url=" + venue.url();
        all[settings.length + 1] = "ws.binance.spot.rest.url=" + market.restUrl();
        return new RunningCapture(stack, all);
    }
}
