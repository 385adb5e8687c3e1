package io.tickhouse.ingest.bulk.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Trade;
import io.tickhouse.service.StopSignal;
import io.tickhouse.simulator.archive.ArchiveServer;
import io.tickhouse.simulator.archive.SimulatedBybitArchive;
import io.tickhouse.simulator.dataset.BybitProduct;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second archive: gzip streams without checksums, ids that do not run on, old files that begin with the newest trade. */
@WithLocalStack
class BybitLoadTest {
    private static final LocalDate DAY = LocalDate.of(2021, 5, 4);
    private static final int TRADES = 20_000;

    private final Stack stack;

    BybitLoadTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    @Test
    void aFileThatBeginsWithItsNewestTradeIsPublishedInTheOrderOfTimeAndOnce(@TempDir Path folder) throws IOException {
        Path archive = simulate(folder, BybitProduct.LINEAR, "OLDUSDT", true);
        LoadRun run = load(folder, archive.toString(), "bybit-linear", "OLDUSDT");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(load(folder, archive.toString(), "bybit-linear", "OLDUSDT").total("published_now"))
                .isZero();

        List<Trade> trades = stack.trades("bybit-linear", "OLDUSDT");
        assertThat(trades).hasSize(TRADES).isSortedAccordingTo(Comparator.comparing(Trade::getEventTime));
        assertThat(trades).extracting(Trade::getTradeId).doesNotHaveDuplicates();
        assertThat(trades).allMatch(trade -> trade.getSequence() == null);
        assertThat(stack.coverage("bybit-linear", "OLDUSDT"))
                .as("nothing vouches for a file without a checksum")
                .isEmpty();
    }

    @Test
    void bothOrdersOfAFileGiveTheSameTrades(@TempDir Path folder) throws IOException {
        Path forward = simulate(folder.resolve("forward"), BybitProduct.LINEAR, "ONEWAYUSDT", false);
        Path backward = simulate(folder.resolve("backward"), BybitProduct.LINEAR, "ONEWAYUSDT", true);
        load(folder, forward.toString(), "bybit-linear", "ONEWAYUSDT");
        List<Trade> first = stack.trades("bybit-linear", "ONEWAYUSDT");
        LoadRun again = load(folder, backward.toString(), "bybit-linear", "ONEWAYUSDT", "--reload", "all");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(stack.trades("bybit-linear", "ONEWAYUSDT").subList(TRADES, 2 * TRADES))
                .containsExactlyElementsOf(first);
    }

    @Test
    void spotTradesOfTwoDaysHaveDifferentIdsOverHttp(@TempDir Path folder) throws IOException {
        Path archive = simulate(folder, BybitProduct.SPOT, "SPOTUSDT", false);
        try (ArchiveServer server = ArchiveServer.of(archive)) {
            LoadRun run = load(folder, server.uri().toString(), "bybit-spot", "SPOTUSDT");
            assertThat(run.code()).as(run.err()).isZero();
        }
        assertThat(stack.trades("bybit-spot", "SPOTUSDT"))
                .hasSize(TRADES)
                .extracting(Trade::getTradeId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("2021-05-0"));
    }

    private static Path simulate(Path folder, BybitProduct product, String symbol, boolean newestFirst)
            throws IOException {
        Path archive = folder.resolve("archive");
        new SimulatedBybitArchive(
                        archive,
                        product,
                        List.of(symbol),
                        DAY,
                        DAY.plusDays(1),
                        false,
                        TRADES,
                        3,
                        1,
                        newestFirst,
                        false)
                .write((path, count, written) -> {});
        return archive;
    }

    private LoadRun load(Path folder, String archive, String venue, String symbol, String... more) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--archive",
                archive,
                "--venue",
                venue,
                "--symbols",
                symbol,
                "--from",
                DAY.toString(),
                "--to",
                DAY.plusDays(1).toString(),
                "--source",
                "SIMULATED"));
        arguments.addAll(List.of(more));
        return LoadRun.of(stack.environment(), folder, new StopSignal(), arguments.toArray(String[]::new));
    }
}
