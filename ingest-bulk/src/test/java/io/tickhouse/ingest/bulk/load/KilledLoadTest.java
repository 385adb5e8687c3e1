package io.tickhouse.ingest.bulk.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Trade;
import io.tickhouse.service.StopSignal;
import io.tickhouse.simulator.archive.SimulatedArchive;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads that are killed at any moment and run again: each row is there once for a read_committed consumer. */
@WithLocalStack
class KilledLoadTest {
    private static final LocalDate DAY = LocalDate.of(2025, 2, 3);
    private static final int TRADES = 300_000;
    private static final int KILLS = 3;

    private final Stack stack;

    KilledLoadTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    @Test
    void aLoadKilledAtRandomMomentsContinuesAtTheNextRow(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        System.out.println("tickhouse.seed=" + seed);
        Random random = new Random(seed);
        Path archive = folder.resolve("archive");
        archive(archive, "KILLUSDT");
        String[] arguments = arguments(archive, "KILLUSDT");
        String path = "data/spot/daily/trades/KILLUSDT/KILLUSDT-trades-" + DAY + ".zip";

        int killedInMidLoad = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int entries = stack.ledger("binance-spot", path).size();
            Process child = start(folder, arguments);
            try {
                // from the first commit on, so that the kill falls among transactions
                while (child.isAlive() && stack.ledger("binance-spot", path).size() == entries) {
                    child.waitFor(20, TimeUnit.MILLISECONDS);
                }
                child.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
            } finally {
                child.destroyForcibly();
            }
            killedInMidLoad += child.waitFor() == 0 ? 0 : 1;
        }
        LoadRun last = LoadRun.of(stack.environment(), folder, new StopSignal(), arguments);

        assertThat(last.code()).as(last.err()).isZero();
        assertThat(killedInMidLoad).as("kills that hit a running load").isPositive();
        assertThat(last.total("published")).isEqualTo(TRADES);
        assertEachOnce("KILLUSDT");
        assertThat(folder.resolve("work"))
                .as("what killed loads left is removed")
                .doesNotExist();
    }

    @Test
    void aLoadAskedToStopCommitsAndContinuesLater(@TempDir Path folder) throws Exception {
        Path archive = folder.resolve("archive");
        archive(archive, "STOPUSDT");
        String[] arguments = arguments(archive, "STOPUSDT");
        String path = "data/spot/daily/trades/STOPUSDT/STOPUSDT-trades-" + DAY + ".zip";
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> stopper = CompletableFuture.runAsync(() -> {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !stack.ledger("binance-spot", path).isEmpty());
            stop.stop();
        });
        LoadRun stopped = LoadRun.of(stack.environment(), folder, stop, arguments);
        stopper.join();
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.err()).contains("stopped before row").contains("run again");
        LoadRun rest = LoadRun.of(stack.environment(), folder, new StopSignal(), arguments);
        assertThat(rest.code()).isZero();
        assertThat(rest.total("published_now")).isBetween(1L, TRADES - 1L);
        assertEachOnce("STOPUSDT");
    }

    @Test
    void ofTwoLoadsOfOneFileOneStopsAndNothingIsDoubled(@TempDir Path folder) throws Exception {
        Path archive = folder.resolve("archive");
        archive(archive, "BOTHUSDT");
        String[] arguments = arguments(archive, "BOTHUSDT");
        Process other = start(folder, arguments);
        LoadRun one = LoadRun.of(stack.environment(), folder.resolve("one"), new StopSignal(), arguments);
        int otherCode = other.waitFor();

        assertThat(List.of(one.code(), otherCode)).contains(0);
        if (one.code() != 0) {
            assertThat(one.err()).contains("another process loads");
        }
        assertEachOnce("BOTHUSDT");
    }

    private static void archive(Path root, String symbol) throws IOException {
        new SimulatedArchive(root, Market.SPOT, List.of(symbol), DAY, DAY, TRADES, 11, 1)
                .write((path, trades, written) -> {});
    }

    private static String[] arguments(Path archive, String symbol) {
        return new String[] {
            "--archive",
            archive.toString(),
            "--venue",
            "binance-spot",
            "--symbols",
            symbol,
            "--from",
            DAY.toString(),
            "--to",
            DAY.toString(),
            "--source",
            "SIMULATED",
            "--set",
            "bulk.transaction.ms=50"
        };
    }

    private Process start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tickhouse.ingest.bulk.IngestBulk",
                "load"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--work", folder.resolve("work").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(Redirect.appendTo(folder.resolve("child.log").toFile()))
                .redirectErrorStream(true);
        builder.environment().putAll(stack.environment());
        return builder.start();
    }

    private void assertEachOnce(String symbol) {
        List<Trade> trades = stack.trades("binance-spot", symbol);
        assertThat(trades).hasSize(TRADES);
        long first = trades.getFirst().getSequence();
        assertThat(trades.stream().mapToLong(Trade::getSequence).toArray())
                .as("ids in the order of the file, each once")
                .isEqualTo(LongStream.range(first, first + TRADES).toArray());
    }
}
