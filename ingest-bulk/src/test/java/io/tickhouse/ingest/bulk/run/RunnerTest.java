package io.tickhouse.ingest.bulk.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.ingest.bulk.run.Runs.Running;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.BulkJobState;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.BulkRun;
import io.tickhouse.market.Trade;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.archive.ArchiveServer;
import io.tickhouse.simulator.archive.SimulatedArchive;
import io.tickhouse.simulator.dataset.Dataset;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.PathPattern;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on the real stack, from their wish to their last row. Each test has symbols of its own. */
@WithLocalStack
class RunnerTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 2, 3);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Stack stack;

    @TempDir
    private Path folder;

    private Path archive;
    private Runs runs;

    RunnerTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    @BeforeEach
    void open(TestInfo test) throws InterruptedException {
        archive = folder.resolve("archive");
        runs = new Runs(stack, folder, "runners-" + test.getDisplayName().replaceAll("\\W", ""));
    }

    @AfterEach
    void close() {
        runs.close();
    }

    @Test
    void aJobOfTwoSymbolsIsLoadedDayAfterDayAndProvesWhatItLoaded() throws Exception {
        simulate(List.of("FIRSTUSDT", "SECONDUSDT"), 5, 5_000);
        runs.add("days", 1, archive.toString(), "binance-spot", "FIRSTUSDT,SECONDUSDT", "trades", FIRST, day(4));
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS))
                    .as(runner.said())
                    .isZero();
            assertThat(runner.said()).contains("done: 10/10 files, 10,000 records");
        }
        assertInOrderOnce("FIRSTUSDT", 5_000);
        assertInOrderOnce("SECONDUSDT", 5_000);
        BulkRun run = awaitRun("days", one -> one.getState() == BulkJobState.DONE);
        assertThat(run.getFiles()).isEqualTo(10);
        assertThat(run.getLoaded()).isEqualTo(10);
        assertThat(run.getRecords()).isEqualTo(10_000);
        assertThat(stack.coverage("binance-spot", "FIRSTUSDT"))
                .hasSize(5)
                .allSatisfy(proof -> assertThat(proof.getBasis()).isEqualTo("ARCHIVE_FILE"))
                .satisfies(proofs -> assertThat(proofs.get(3).getFromTime())
                        .as("from the last trade of the day before on")
                        .isEqualTo(proofs.get(2).getToTime().minusNanos(1_000)));
        assertThat(runs.command("show", "days"))
                .contains("job days: done")
                .contains("loaded      2025-02-05 FIRSTUSDT trades")
                .contains("whole");
        assertThat(runs.command("list")).contains("days   done").contains("10/10");
    }

    @Test
    void aPausedJobStopsAtARowAndGoesOnThere() throws Exception {
        simulate(List.of("PAUSEUSDT"), 2, 600_000);
        try (ArchiveServer server = serverThatHolds(1);
                Running _ = runs.start("--stay")) {
            runs.add("pause", 1, server.uri().toString(), "binance-spot", "PAUSEUSDT", "trades", FIRST, day(1));
            awaitFile("PAUSEUSDT", 0, file -> file.getNextRow() > 0);
            runs.change("pause", job -> job.setWanted(BulkJobWanted.PAUSE));
            BulkRun paused = awaitRun("pause", run -> run.getState() == BulkJobState.PAUSED);
            assertThat(paused.getLoaded()).isLessThan(2);
            assertThat(runs.command("list")).contains("paused");
            server.clearFaults();
            int before = stack.trades("binance-spot", "PAUSEUSDT").size();
            Awaitility.await().during(Duration.ofMillis(700)).until(() -> true);
            assertThat(stack.trades("binance-spot", "PAUSEUSDT"))
                    .as("nothing more while it is paused")
                    .hasSizeLessThan(600_000)
                    .hasSize(before);
            runs.command("resume", "pau");
            awaitRun("pause", run -> run.getState() == BulkJobState.DONE);
        }
        assertInOrderOnce("PAUSEUSDT", 600_000);
    }

    @Test
    void aCancelledJobIsGivenUpAndARemovedOneIsForgottenButNotItsFiles() throws Exception {
        simulate(List.of("CANCELUSDT"), 3, 600_000);
        try (ArchiveServer server = serverThatHolds(2)) {
            runs.add("cancel", 1, server.uri().toString(), "binance-spot", "CANCELUSDT", "trades", FIRST, day(2));
            try (Running runner = runs.start()) {
                awaitFile("CANCELUSDT", 0, file -> file.getNextRow() > 0);
                runs.change("cancel", job -> job.setWanted(BulkJobWanted.CANCEL));
                assertThat(runner.code().get(60, TimeUnit.SECONDS))
                        .as("a cancelled job is nothing to wait for")
                        .isZero();
            }
        }
        awaitRun("cancel", run -> run.getState() == BulkJobState.CANCELLED);
        runs.command("remove", "cancel");
        Awaitility.await().until(() -> runs.ledger.jobs().isEmpty());
        assertThat(stack.ledger("binance-spot", path("CANCELUSDT", 0))).isNotEmpty();

        runs.add("again", 1, archive.toString(), "binance-spot", "CANCELUSDT", "trades", FIRST, day(2));
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS)).isZero();
        }
        assertInOrderOnce("CANCELUSDT", 600_000);
    }

    @Test
    void jobsAreLoadedInTheOrderOfTheListAndMovingOneChangesThat() throws Exception {
        simulate(List.of("LASTUSDT", "NEXTUSDT"), 2, 20_000);
        runs.add("last", 1, archive.toString(), "binance-spot", "LASTUSDT", "trades", FIRST, day(1));
        runs.add("next", 2, archive.toString(), "binance-spot", "NEXTUSDT", "trades", FIRST, day(1));
        assertThat(runs.command("move", "--up", "next")).contains("changes places with last");
        runs.set("TICKHOUSE_BULK_FETCH_PARALLEL", "1");
        runs.set("TICKHOUSE_BULK_PUBLISH_PARALLEL", "1");
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS)).isZero();
        }
        assertThat(lastUpdate("NEXTUSDT", 1)).isBefore(firstUpdate("LASTUSDT", 1));
    }

    @Test
    void aBadFileInTheMiddleIsSetAsideAndTriedAgainWhenAsked() throws Exception {
        ArchiveFolder made = ArchiveFolder.in(archive);
        for (int day = 0; day < 3; day++) {
            made.day(Market.SPOT, "BADUSDT", day(day), rows(day));
        }
        made.day(Market.SPOT, "BADUSDT", day(1), rows(1)).truncatedTo(60);
        runs.add("bad", 1, archive.toString(), "binance-spot", "BADUSDT", "trades", FIRST, day(2));
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(runner.said()).contains("failed: 2/3 files").contains("1 set aside");
        }
        assertThat(stack.trades("binance-spot", "BADUSDT")).hasSize(200);
        assertThat(runs.command("show", "bad"))
                .contains("job bad: failed")
                .contains("quarantined 2025-02-04 BADUSDT trades")
                .contains("damaged");

        made.day(Market.SPOT, "BADUSDT", day(1), rows(1));
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS))
                    .as(runner.said())
                    .isZero();
            assertThat(stack.trades("binance-spot", "BADUSDT"))
                    .as("not asked for yet")
                    .hasSize(200);
        }
        runs.command("retry", "bad");
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS))
                    .as(runner.said())
                    .isZero();
        }
        assertThat(stack.trades("binance-spot", "BADUSDT")).hasSize(300);
        awaitRun("bad", run -> run.getState() == BulkJobState.DONE && run.getQuarantined() == 0);
    }

    @Test
    void aRunnerKilledAtAnyMomentIsFollowedByOneThatGoesOnAtTheNextRow() throws Exception {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        System.out.println("tickhouse.seed=" + seed);
        Random random = new Random(seed);
        simulate(List.of("KILLAUSDT", "KILLBUSDT"), 4, 300_000);
        runs.add("kill", 1, archive.toString(), "binance-spot", "KILLAUSDT,KILLBUSDT", "trades", FIRST, day(3));
        int kills = Integer.getInteger("tickhouse.bulk.kills", 3);
        int hit = 0;
        for (int kill = 0; kill < kills; kill++) {
            long rows = settled("KILLAUSDT", "KILLBUSDT");
            Process child = runs.startProcess();
            try {
                // from its first commit on, so that the kill falls among transactions
                while (child.isAlive() && settled("KILLAUSDT", "KILLBUSDT") == rows) {
                    child.waitFor(5, TimeUnit.MILLISECONDS);
                }
                child.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
            } finally {
                child.destroyForcibly();
            }
            hit += child.waitFor() == 0 ? 0 : 1;
        }
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(120, TimeUnit.SECONDS))
                    .as(runner.said())
                    .isZero();
        }
        assertThat(hit).as("kills that hit a running load, seed " + seed).isPositive();
        assertInOrderOnce("KILLAUSDT", 300_000);
        assertInOrderOnce("KILLBUSDT", 300_000);
    }

    @Test
    void ofTwoRunnersOneWorksAndTheOtherTakesOver() throws Exception {
        simulate(List.of("RELAYUSDT"), 6, 250_000);
        try (ArchiveServer server = serverThatHolds(3)) {
            runs.add("relay", 1, server.uri().toString(), "binance-spot", "RELAYUSDT", "trades", FIRST, day(5));
            Process first = runs.startProcess();
            try {
                awaitFile("RELAYUSDT", 0, file -> file.getNextRow() > 0);
                try (Running second = runs.start()) {
                    Awaitility.await().atMost(LONG).until(() -> second.said().contains("standing by"));
                    first.destroyForcibly();
                    server.clearFaults();
                    assertThat(second.code().get(120, TimeUnit.SECONDS))
                            .as(second.said())
                            .isZero();
                }
            } finally {
                first.destroyForcibly();
            }
        }
        assertInOrderOnce("RELAYUSDT", 250_000);
    }

    @Test
    void whatWasPublishedAnewIsLoadedWhenComparedAndNotBefore() throws Exception {
        ArchiveFolder made = ArchiveFolder.in(archive);
        made.day(Market.SPOT, "ANEWUSDT", day(0), rows(0));
        made.day(Market.SPOT, "ANEWUSDT", day(1), rows(1));
        runs.add("anew", 1, archive.toString(), "binance-spot", "ANEWUSDT", "trades", FIRST, day(1));
        try (Running _ = runs.start("--stay")) {
            awaitRun("anew", run -> run.getState() == BulkJobState.DONE);
            ArchiveFolder.Day changed = made.day(Market.SPOT, "ANEWUSDT", day(1), rows(1).subList(0, 50));
            runs.command("resync", "anew");
            awaitFile("ANEWUSDT", 1, file -> file.getChecksum().equals(changed.sha256()) && file.getRecords() == 50);
            awaitRun("anew", run -> run.getState() == BulkJobState.DONE && run.getResync() == 1);
        }
        assertThat(stack.trades("binance-spot", "ANEWUSDT")).hasSize(250);
    }

    @Test
    void aJobThatFollowsLoadsTheDayThatAppears() throws Exception {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        ArchiveFolder made = ArchiveFolder.in(archive);
        made.day(Market.SPOT, "FOLLOWUSDT", yesterday.minusDays(1), rows(yesterday.minusDays(1), 0));
        runs.add("follow", 1, archive.toString(), "binance-spot", "FOLLOWUSDT", "trades", yesterday.minusDays(1), null);
        try (Running runner = runs.start()) {
            awaitRun("follow", run -> run.getState() == BulkJobState.FOLLOWING && run.getLoaded() == 1);
            made.day(Market.SPOT, "FOLLOWUSDT", yesterday, rows(yesterday, 1));
            awaitRun("follow", run -> run.getState() == BulkJobState.FOLLOWING && run.getLoaded() == 2);
            assertThat(runner.code()).isNotDone();
        }
        assertThat(stack.trades("binance-spot", "FOLLOWUSDT")).hasSize(200);
    }

    @Test
    void aWholeMonthIsLoadedFromItsFileUnlessDaysOfItAreLoaded() throws Exception {
        new SimulatedArchive(
                        archive,
                        Market.SPOT,
                        List.of(Dataset.TRADES),
                        List.of("MONTHUSDT", "DAYSUSDT"),
                        LocalDate.of(2025, 2, 1),
                        LocalDate.of(2025, 2, 28),
                        true,
                        2_800,
                        11,
                        1)
                .write((path, count, written) -> {});
        LocalDate first = LocalDate.of(2025, 2, 1);
        runs.add("one", 1, archive.toString(), "binance-spot", "DAYSUSDT", "trades", day(0), day(0));
        runs.add("all", 2, archive.toString(), "binance-spot", "MONTHUSDT", "trades", first, first.plusDays(27));
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS))
                    .as(runner.said())
                    .isZero();
        }
        assertThat(awaitRun("all", run -> run.getState() == BulkJobState.DONE).getFiles())
                .as("one file for the month")
                .isEqualTo(1);
        runs.add("rest", 3, archive.toString(), "binance-spot", "DAYSUSDT", "trades", first, first.plusDays(27));
        try (Running runner = runs.start()) {
            assertThat(runner.code().get(60, TimeUnit.SECONDS))
                    .as(runner.said())
                    .isZero();
        }
        assertThat(awaitRun("rest", run -> run.getState() == BulkJobState.DONE).getFiles())
                .as("goes on by days")
                .isEqualTo(28);
        assertInOrderOnce("MONTHUSDT", 2_800);
        assertThat(stack.trades("binance-spot", "DAYSUSDT"))
                .hasSize(2_800)
                .extracting(Trade::getTradeId)
                .doesNotHaveDuplicates();
    }

    @Test
    void anArchiveThatIsAwayIsWaitedForAndSaid() throws Exception {
        simulate(List.of("AWAYUSDT"), 3, 3_000);
        try (ArchiveServer server = ArchiveServer.of(archive)) {
            runs.add("away", 1, server.uri().toString(), "binance-spot", "AWAYUSDT", "trades", FIRST, day(2));
            server.inject(new Fault.Unavailable(PathPattern.of("*-02-04.zip"), Fault.ALWAYS));
            try (Running runner = runs.start()) {
                awaitRun("away", run -> run.getError() != null && run.getError().contains("503"));
                server.clearFaults();
                assertThat(runner.code().get(60, TimeUnit.SECONDS))
                        .as(runner.said())
                        .isZero();
            }
        }
        assertInOrderOnce("AWAYUSDT", 3_000);
    }

    private void simulate(List<String> symbols, int days, long trades) throws IOException {
        new SimulatedArchive(archive, Market.SPOT, symbols, FIRST, day(days - 1), trades, 11, 1)
                .write((path, count, written) -> {});
    }

    /** The archive over HTTP, without the ZIP of a day until its faults are cleared: nobody is done before that. */
    private ArchiveServer serverThatHolds(int day) throws IOException {
        ArchiveServer server = ArchiveServer.of(archive);
        server.inject(new Fault.Cut(PathPattern.of("*-" + day(day) + ".zip"), 0, Fault.ALWAYS));
        return server;
    }

    private static LocalDate day(int index) {
        return FIRST.plusDays(index);
    }

    private static List<String> rows(int day) {
        return rows(day(day), day);
    }

    private static List<String> rows(LocalDate day, int index) {
        long midnight = day.toEpochDay() * 86_400_000_000L;
        return IntStream.range(0, 100)
                .mapToObj(i -> (1_000 + 100 * index + i) + ",100.5,2,201," + (midnight + i) + ",True,True")
                .toList();
    }

    private static String path(String symbol, int day) {
        return "data/spot/daily/trades/" + symbol + '/' + symbol + "-trades-" + day(day) + ".zip";
    }

    /** Rows that are settled of all files of the symbols. */
    private long settled(String... symbols) {
        return runs.ledger.files().stream()
                .filter(file -> List.of(symbols).contains(file.getSymbol()))
                .mapToLong(BulkFile::getNextRow)
                .sum();
    }

    private Instant firstUpdate(String symbol, int day) {
        return stack.ledger("binance-spot", path(symbol, day)).getFirst().getUpdateTime();
    }

    private Instant lastUpdate(String symbol, int day) {
        return stack.ledger("binance-spot", path(symbol, day)).getLast().getUpdateTime();
    }

    private void awaitFile(String symbol, int day, Predicate<BulkFile> condition) {
        Awaitility.await(symbol + " day " + day)
                .atMost(LONG)
                .until(() -> runs.ledger.files().stream()
                        .filter(file -> file.getFile().equals(path(symbol, day)))
                        .filter(file -> file.getState() != BulkFileState.QUARANTINED)
                        .anyMatch(condition));
    }

    private BulkRun awaitRun(String job, Predicate<BulkRun> condition) {
        Awaitility.await("job " + job)
                .atMost(LONG)
                .until(() -> runs.run(job).filter(condition).isPresent());
        return runs.run(job).orElseThrow();
    }

    private void assertInOrderOnce(String symbol, int trades) {
        List<Trade> loaded = stack.trades("binance-spot", symbol);
        assertThat(loaded).hasSize(trades);
        long first = loaded.getFirst().getSequence();
        assertThat(loaded.stream().mapToLong(Trade::getSequence).toArray())
                .as("ids in the order of the days, each once")
                .isEqualTo(LongStream.range(first, first + trades).toArray());
    }
}
