package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BookState;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault of a venue, and what is left of it in the topics. */
@WithLocalStack
@Timeout(120)
class SimulatedFaultsTest {
    private static final Duration BACK = Duration.ofSeconds(2);
    /** What the tests read is so old. */
    private static final Duration VIEW = Duration.ofMillis(250);

    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    /** What the venue does, how long that lasts, and how many trades may be missing after it. */
    enum Trouble {
        DROPPED(0, 5, 5, "drop:*@trade:5"),
        DUPLICATED(0, 0, 0, "duplicate:*@trade:5"),
        REORDERED(0, 0, 0, "reorder:*@trade:3"),
        DELAYED(300, 0, 0, "delay:*@trade:300:3"),
        MALFORMED(0, 2, 2, "malformed:*@trade:2"),
        HALF_A_FRAME(0, 0, 1_000, "half-frame:*@trade:1"),
        FRAGMENTS(0, 0, 0, "fragments:*:20"),
        BURST(0, 0, 0, "burst:*@trade:5000"),
        CLOSED_NORMALLY(0, 0, 1_000, "close:/stream:1000"),
        CLOSED_GOING_AWAY(0, 0, 1_000, "close:/stream:1001"),
        ABORTED(0, 0, 1_000, "abort:/stream"),
        CUT_AFTER_A_DAY(0, 0, 1_000, "cut:/stream"),
        LEAVING(0, 0, 0, "server-shutdown:/stream"),
        REFUSED_CONNECTIONS(0, 0, 1_000, "refuse:/stream:2", "abort:/stream"),
        DOWN(3_000, 100, 2_000, "down:*:3"),
        SILENT(3_000, 100, 2_000, "silence:*:3"),
        UNANSWERED(300, 0, 1_000, "unanswered:*:1", "abort:/stream"),
        REFUSED_SUBSCRIPTIONS(0, 0, 1_000, "refused:*:1", "abort:/stream"),
        A_DIFF_DROPPED(0, 0, 0, "drop:*@depth@100ms:1"),
        TOO_MANY_REQUESTS(1_000, 0, 0, "too-many-requests:*depth*:1:1", "drop:*@depth@100ms:1"),
        BANNED(1_000, 0, 0, "banned:*depth*:1:1", "drop:*@depth@100ms:1"),
        UNAVAILABLE(0, 0, 0, "unavailable:*depth*:1", "drop:*@depth@100ms:1"),
        STALE_BOOK(0, 0, 0, "stale-snapshot:*depth*:1", "drop:*@depth@100ms:1");

        private final Duration lasts;
        private final long leastMissing;
        private final long mostMissing;
        private final String[] faults;

        Trouble(long lastsMillis, long leastMissing, long mostMissing, String... faults) {
            this.lasts = Duration.ofMillis(lastsMillis);
            this.leastMissing = leastMissing;
            this.mostMissing = mostMissing;
            this.faults = faults;
        }

        boolean breaksTheBook() {
            return Arrays.stream(faults).anyMatch(fault -> fault.startsWith("drop:*@depth"));
        }

        String symbol() {
            return "G" + name().replace("_", "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterEveryTroubleCaptureIsBackWithinTwoSecondsAndEveryIdIsAccountedFor(Trouble trouble, Endpoints stack)
            throws Exception {
        try (SimulatedSpot spot = new SimulatedSpot(
                        stack,
                        trouble.symbol(),
                        "ws.stale.timeout.ms=1000",
                        "ws.answer.timeout.ms=300",
                        "ws.connect.timeout.ms=250")
                .awaitCaptured()) {
            Instant over = Instant.now().plus(trouble.lasts);
            Arrays.stream(trouble.faults).forEach(spot.venue::inject);
            await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(over));
            Instant back = spot.awaitBehind(spot.lastId());
            assertThat(Duration.between(over, back)).isLessThan(BACK.plus(VIEW));
            if (trouble.breaksTheBook()) {
                await().until(() -> spot.service.row(trouble.symbol(), "l2").resyncs() > 0
                        && spot.service.row(trouble.symbol(), "l2").state().equals("LIVE/SYNCED"));
            }
            long missing = spot.accountForEveryId();
            assertThat(missing).isBetween(trouble.leastMissing, trouble.mostMissing);
            boolean told = spot.statuses(trouble.symbol(), "trades").stream()
                    .anyMatch(status -> String.valueOf(status.getReason()).contains("missing after"));
            assertThat(told || missing == 0).as("what is missing is told").isTrue();
        }
    }

    @Test
    void aThousandMessagesOfEachOfFortyOneSymbolsAtOnceLoseNothing(Endpoints stack) throws Exception {
        List<String> symbols =
                IntStream.rangeClosed(1, 41).mapToObj("GMANY%02d"::formatted).toList();
        try (SimulatedSpot spot = new SimulatedSpot(stack, symbols, Instant.now(), "ws.types=trades")) {
            await().until(() -> symbols.stream()
                    .allMatch(each -> spot.service.row(each, "trades").published() > 0));
            long before = spot.lastId();
            spot.venue.inject("burst:*@trade:1000");
            assertThat(spot.lastId() - before)
                    .as("trades of one symbol at once")
                    .isGreaterThanOrEqualTo(1_000);
            assertThat(spot.accountForEveryIdOf(symbols)).isZero();
        }
    }

    @Test
    void aBookIsNeverCalledGoodWhileTheVenueIsAway(Endpoints stack) throws Exception {
        try (SimulatedSpot spot = new SimulatedSpot(stack, "GAWAY", "ws.l2.interval.ms=100").awaitCaptured()) {
            spot.venue.down();
            await().until(() -> spot.service.row("GAWAY", "trades").state().equals("DISCONNECTED"));
            spot.venue.up();
            spot.awaitBehind(spot.lastId());
            assertThat(spot.accountForEveryId()).isPositive();
            assertThat(spot.statuses("GAWAY", "trades"))
                    .extracting(FeedStatus::getState)
                    .contains(FeedState.DISCONNECTED);
        }
        List<L2Snapshot> snapshots = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, "binance-spot:GAWAY");
        assertThat(snapshots)
                .extracting(L2Snapshot::getNumber)
                .containsExactlyElementsOf(
                        LongStream.range(0, snapshots.size()).boxed().toList());
        assertThat(snapshots).extracting(L2Snapshot::getBookState).contains(BookState.SYNCED, BookState.STALE);
    }

    @ParameterizedTest
    @CsvSource({"GROTATE, ws.rotate.after.ms=1000, planned after", "GLEAVE, ws.rotate.overlap.ms=300, serverShutdown"})
    void rotationLosesNothingAndDoublesNothing(String symbol, String setting, String reason, Endpoints stack)
            throws Exception {
        try (SimulatedSpot spot =
                new SimulatedSpot(stack, symbol, "ws.rotate.overlap.ms=200", setting).awaitCaptured()) {
            for (int i = 1; i <= 3; i++) {
                if (reason.equals("serverShutdown")) {
                    spot.venue.inject("server-shutdown:/stream");
                }
                int rotations = i;
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> spot.statuses(symbol, "trades").stream()
                                        .filter(status -> status.getState() == FeedState.ROTATED)
                                        .count()
                                >= rotations);
            }
            assertThat(spot.service.row(symbol, "l2").resyncs())
                    .as("books rotate without a break")
                    .isZero();
            assertThat(spot.accountForEveryId()).isZero();
            assertThat(spot.statuses(symbol, "trades"))
                    .filteredOn(status -> status.getState() == FeedState.ROTATED)
                    .allMatch(status -> String.valueOf(status.getReason()).startsWith(reason));
        }
    }

    @Test
    void aChannelThatFallsSilentIsSubscribedAnewWhileTheOthersGoOn(Endpoints stack) throws Exception {
        try (SimulatedSpot spot = new SimulatedSpot(
                        stack, List.of("GQUIETA", "GQUIETB"), Instant.now(), "ws.stale.timeout.ms=3000")
                .awaitCaptured()) {
            spot.venue.inject("silence:gquieta@trade");
            await().until(() -> spot.service.row("GQUIETA", "trades").state().equals("STALE"));
            assertThat(spot.service.row("GQUIETB", "trades").state()).isEqualTo("LIVE");
            spot.venue.clearFaults();
            spot.awaitBehind(spot.lastId());
            assertThat(spot.accountForEveryId()).isPositive();
            assertThat(spot.statuses("GQUIETA", "trades"))
                    .anyMatch(status -> status.getState() == FeedState.STALE
                            && "silent while the connection is up".equals(status.getReason()));
            assertThat(states(spot.statuses("GQUIETB", "trades"))).doesNotContain(FeedState.STALE);
        }
    }

    private static Set<FeedState> states(List<FeedStatus> statuses) {
        return statuses.stream().map(FeedStatus::getState).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "GGRANT, unanswered:*:3, 'within 300 ms, found none'",
        "GDENY, refused:*:3, was refused: code 2: Invalid request"
    })
    void channelsThatAreNotGrantedAreAskedForAgainAndSaidToBeMissing(
            String symbol, String fault, String reason, Endpoints stack) throws Exception {
        try (SimulatedSpot spot = new SimulatedSpot(stack, symbol, "ws.answer.timeout.ms=300").awaitCaptured()) {
            spot.venue.inject(fault);
            spot.venue.inject("abort:*");
            await().until(() -> spot.service.get("/readyz").contains(reason));
            spot.awaitBehind(spot.lastId());
            spot.service.awaitReady();
            spot.accountForEveryId();
            assertThat(spot.statuses(symbol, "trades"))
                    .anyMatch(status -> String.valueOf(status.getReason()).contains(reason));
        }
    }

    @Test
    void aBookThatMissesAnUpdateIsMendedWhileTheOthersGoOn(Endpoints stack) throws Exception {
        try (SimulatedSpot spot =
                new SimulatedSpot(stack, List.of("GBOOKA", "GBOOKB"), Instant.now()).awaitCaptured()) {
            for (int i = 1; i <= 3; i++) {
                long breaks = i;
                spot.venue.inject("drop:gbooka@depth@100ms:1");
                await().until(() -> spot.service.row("GBOOKA", "l2").resyncs() >= breaks
                        && spot.service.row("GBOOKA", "l2").state().equals("LIVE/SYNCED"));
            }
            assertThat(spot.service.row("GBOOKA", "l2").resyncs()).isEqualTo(3);
            assertThat(spot.service.row("GBOOKB", "l2").resyncs()).isZero();
            assertThat(spot.statuses("GBOOKA", "l2"))
                    .filteredOn(status -> status.getState() == FeedState.RESYNC)
                    .hasSize(3)
                    .allMatch(status ->
                            String.valueOf(status.getReason()).startsWith("expected an update that continues"));
        }
    }

    @Test
    void theVenuesClockIsMeasured(Endpoints stack) throws Exception {
        try (SimulatedSpot spot =
                new SimulatedSpot(stack, List.of("GCLOCK"), Instant.now().plusSeconds(5)).awaitCaptured()) {
            await().until(() -> Math.abs(spot.service.view().clockAheadMicros() - 5_000_000) < 500_000);
            assertThat(spot.service.metrics())
                    .contains(
                            "ws_clock_ahead_seconds{capture=\"binance-spot\",service=\"ingest-ws\",venue=\"binance-spot\"}");
        }
    }
}
