package io.tickhouse.ingest.bulk.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.ingest.bulk.run.Runs.Running;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.BulkJobState;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.BulkRun;
import io.tickhouse.market.Trade;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.archive.SimulatedArchive;
import io.tickhouse.simulator.market.Market;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daily files of three symbols for a year, with everything that users and machines do to them. */
@WithLocalStack
class YearOfFilesTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = Integer.getInteger("tickhouse.bulk.days", 366);
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1);
    private static final LocalDate BAD = FIRST.plusDays(DAYS * 9 / 10);
    private static final List<String> SYMBOLS = List.of("YEARAUSDT", "YEARBUSDT", "YEARCUSDT");
    private static final int TRADES = 20_000;
    private static final int FILES = 3 * DAYS;

    private final Stack stack;

    YearOfFilesTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    @Test
    void manyDailyFilesSurvivePausesACrashACancelAndABadFileAndIsShownRightAtEachStep(@TempDir Path folder)
            throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("tickhouse.bulk.days") != null, "takes minutes: -Dtickhouse.bulk.days=366 runs it");
        Path archive = folder.resolve("archive");
        new SimulatedArchive(archive, Market.SPOT, SYMBOLS, FIRST, LAST, TRADES, 5, 1)
                .write((path, count, written) -> {});
        Path bad = archive.resolve("data/spot/daily/trades/YEARBUSDT/YEARBUSDT-trades-" + BAD + ".zip.CHECKSUM");
        String right = Files.readString(bad);
        Files.writeString(bad, "0".repeat(64) + right.substring(64));
        ArchiveFolder.in(archive).day(Market.SPOT, "SMALLUSDT", FIRST, "1,1,1,1,1704067200000,True,True");
        try (Runs runs = new Runs(stack, folder, "year")) {
            runs.add("year", 1, archive.toString(), "binance-spot", String.join(",", SYMBOLS), "trades", FIRST, LAST);
            runs.add("small", 2, archive.toString(), "binance-spot", "SMALLUSDT", "trades", FIRST, FIRST);

            Process first = runs.startProcess();
            await(runs, "year", run -> run.getLoaded() > 20);
            first.destroyForcibly().waitFor();
            assertThat(runs.command("list"))
                    .as("what the killed runner said last")
                    .contains("/" + FILES);

            try (Running _ = runs.start("--stay")) {
                await(runs, "year", run -> run.getState() == BulkJobState.RUNNING && run.getLoaded() > 80);
                runs.change("year", job -> job.setWanted(BulkJobWanted.PAUSE));
                BulkRun paused = await(runs, "year", run -> run.getState() == BulkJobState.PAUSED);
                assertThat(paused.getLoaded()).isBetween(81, FILES - 1);
                await(runs, "small", run -> run.getState() == BulkJobState.DONE);
                // files that were on their way when it was told may still end
                Awaitility.await("what is shown is what the ledger has")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(runs.command("show", "year"))
                                .contains("job year: paused")
                                .contains(String.format(
                                        Locale.ROOT, "%,d of %,d files loaded", loadedFiles(runs), FILES)));
                int loaded = loadedFiles(runs);
                assertThat(runs.command("list")).contains("paused").contains("done");

                runs.command("resume", "year");
                await(runs, "year", run -> run.getLoaded() > loaded);
                runs.change("year", job -> job.setWanted(BulkJobWanted.CANCEL));
                await(runs, "year", run -> run.getState() == BulkJobState.CANCELLED);
                assertThat(runs.command("list")).contains("cancelled");
                assertThat(runs.command("move", "--down", "year")).contains("changes places with small");
                assertThat(runs.command("list").indexOf("small"))
                        .isLessThan(runs.command("list").indexOf("year "));

                runs.command("resume", "year");
                BulkRun failed = await(runs, "year", run -> run.getState() == BulkJobState.FAILED);
                assertThat(failed.getLoaded()).isEqualTo(FILES - 1);
                assertThat(failed.getQuarantined()).isEqualTo(1);
                assertThat(runs.command("show", "year"))
                        .contains("job year: failed")
                        .contains("quarantined " + BAD + " YEARBUSDT trades")
                        .contains("expected SHA-256 0000");

                Files.writeString(bad, right);
                runs.command("retry", "year");
                BulkRun done = await(runs, "year", run -> run.getState() == BulkJobState.DONE);
                assertThat(done.getLoaded()).isEqualTo(FILES);
                assertThat(done.getRecords()).isEqualTo(3L * TRADES);
            }
            try (Running runner = runs.start()) {
                assertThat(runner.code().get(60, TimeUnit.SECONDS))
                        .as("nothing is left")
                        .isZero();
            }
        }
        for (String symbol : SYMBOLS) {
            List<Trade> trades = stack.trades("binance-spot", symbol);
            assertThat(trades).hasSize(TRADES);
            long lowest = trades.stream().mapToLong(Trade::getSequence).min().orElseThrow();
            assertThat(trades.stream().mapToLong(Trade::getSequence).sorted().toArray())
                    .isEqualTo(LongStream.range(lowest, lowest + TRADES).toArray());
        }
    }

    private static int loadedFiles(Runs runs) {
        return (int) runs.ledger.files().stream()
                .filter(file -> SYMBOLS.contains(file.getSymbol()) && file.getState() == BulkFileState.LOADED)
                .count();
    }

    private static BulkRun await(Runs runs, String job, Predicate<BulkRun> condition) {
        Awaitility.await("job " + job)
                .atMost(Duration.ofMinutes(3))
                .until(() -> runs.run(job).filter(condition).isPresent());
        return runs.run(job).orElseThrow();
    }
}
