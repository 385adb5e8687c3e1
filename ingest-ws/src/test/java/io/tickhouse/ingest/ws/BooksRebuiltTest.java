package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BookState;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.L2Delta;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import io.tickhouse.simulator.exchange.kraken.KrakenExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The updates of a book in their topic are enough to rebuild it, whatever happened to the capture. */
@WithLocalStack
@Timeout(120)
class BooksRebuiltTest {
    private static final long SEED = Long.getLong("tickhouse.rebuild.seed", new Random().nextLong());
    private static final String DROP = "drop:*@depth@100ms:1";
    private static final String ABORT = "abort:*/stream";
    /** Of each. */
    private static final int FAULTS = 4;

    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
        System.out.println("seed of the faults: " + SEED);
    }

    @ParameterizedTest
    @CsvSource({"SPOT, binance-spot, RBSPOT", "USDM, binance-usdm, RBUSDM"})
    void rebuiltBooksEqualEverySnapshotOverDroppedUpdatesAndLostConnectionsAndAudits(
            BinanceProduct product, String venueName, String symbol, Endpoints stack) throws Exception {
        String key = venueName + ":" + symbol;
        String prefix = "ws." + venueName.replace('-', '.');
        List<String> faults = new ArrayList<>(Collections.nCopies(FAULTS, DROP));
        faults.addAll(Collections.nCopies(FAULTS, ABORT));
        Collections.shuffle(faults, new Random(SEED));
        try (BinanceExchange venue = BinanceExchange.of(product)
                        .symbols(symbol)
                        .seed(SEED)
                        .tradesPerSecond(200)
                        .begin();
                RunningCapture service = new RunningCapture(
                        stack,
                        "ws.venues=" + venueName,
                        "ws.symbols=" + symbol,
                        "ws.types=l2,l2-deltas",
                        "ws.l2.interval.ms=100",
                        "ws.l2.audit.interval.ms=1000",
                        "ws.l2.image.levels=100",
                        prefix + ".url=" + venue.wsUrl(),
                        prefix + ".rest.url=" + venue.restUrl())) {
            awaitSnapshots(service, symbol);
            for (String fault : faults) {
                long broken = service.row(symbol, "l2").resyncs();
                long lost = disconnections(stack, key);
                venue.inject(fault);
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> fault.equals(DROP)
                                ? service.row(symbol, "l2").resyncs() > broken
                                : disconnections(stack, key) > lost);
                awaitSnapshots(service, symbol);
            }
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        List<L2Snapshot> good = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, key).stream()
                .filter(snapshot -> snapshot.getBookState() == BookState.SYNCED && snapshot.getSequence() != null)
                .toList();
        List<L2Delta> deltas = RunningCapture.records(stack, Topics.L2_DELTAS, key);
        assertThat(deltas.stream().filter(L2Delta::getSnapshot))
                .as("the first image, one after every dropped update, and those of audits")
                .hasSizeGreaterThan(1 + FAULTS);
        assertThat(good).hasSizeGreaterThan(5 * faults.size()).allSatisfy(snapshot -> {
            assertThat(snapshot.getBids()).hasSizeGreaterThan(10);
            assertThat(snapshot.getAsks()).hasSizeGreaterThan(10);
        });
        assertThat(RebuiltBooks.of(stack, key)).isEqualTo(new RebuiltBooks(good.size(), 0, 0, 0, 0));
    }

    @Test
    void booksWithoutIdsAreRebuiltTooAndTheirChecksumsAreRightButWhereTheVenueWasInterrupted(Endpoints stack)
            throws Exception {
        String symbol = "BTCRB/USD";
        String key = "kraken-spot:" + symbol;
        List<String> faults = new ArrayList<>(Collections.nCopies(FAULTS, "drop:btcrb/usd@book-10:1"));
        faults.addAll(Collections.nCopies(FAULTS, "abort:*"));
        Collections.shuffle(faults, new Random(SEED));
        try (SimulatedKraken kraken = new SimulatedKraken(
                stack,
                KrakenExchange.of(symbol).seed(SEED).tradesPerSecond(40),
                "ws.symbols=" + symbol,
                "ws.types=trades,l2,l2-deltas")) {
            kraken.awaitLive(symbol);
            awaitSnapshots(kraken.service, symbol);
            for (String fault : faults) {
                long broken = kraken.service.row(symbol, "l2").resyncs();
                long lost = disconnections(stack, key);
                kraken.venue.inject(fault);
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> fault.startsWith("drop")
                                ? kraken.service.row(symbol, "l2").resyncs() > broken
                                : disconnections(stack, key) > lost);
                awaitSnapshots(kraken.service, symbol);
            }
            assertThat(kraken.service.stop()).isEqualTo(ExitCodes.OK);
        }
        long good = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, key).stream()
                .filter(snapshot -> snapshot.getBookState() == BookState.SYNCED)
                .count();
        List<L2Delta> deltas = RunningCapture.records(stack, Topics.L2_DELTAS, key);
        assertThat(deltas).allMatch(delta -> Objects.equals(delta.getDepth(), 10));
        assertThat(good).isGreaterThan(5L * faults.size());
        RebuiltBooks rebuilt = RebuiltBooks.of(stack, key);
        assertThat(rebuilt.agree()).isEqualTo(good);
        assertThat(rebuilt.differ() + rebuilt.withoutBook()).isZero();
        assertThat(rebuilt.right() + rebuilt.wrong()).isEqualTo(deltas.size());
        assertThat(rebuilt.wrong())
                .as("one or more for every dropped update, until the image comes")
                .isBetween((long) FAULTS, rebuilt.right());
    }

    /** Some are taken of a book that is in step. */
    private static void awaitSnapshots(RunningCapture service, String symbol) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.row(symbol, "l2").state().equals("LIVE/SYNCED"));
        long taken = service.view().snapshots();
        await().until(() -> service.view().snapshots() >= taken + 6);
    }

    private static long disconnections(Endpoints stack, String key) {
        return RunningCapture.records(stack, Topics.FEED_STATUS, key).stream()
                .filter(status -> status.getState() == FeedState.DISCONNECTED)
                .count();
    }
}
