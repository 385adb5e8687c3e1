package io.tickhouse.ingest.bulk.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.service.StopSignal;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.fault.Mutant;
import io.tickhouse.simulator.fault.Mutation;
import io.tickhouse.simulator.fault.Mutator;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives changed at random, with and without a CHECKSUM that fits: loaded whole, or not at all, and always said why. */
@WithLocalStack
class MutatedArchivesTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final long MIDNIGHT_MS = 1_709_251_200_000L;
    private static final int ROWS = 300;
    private static final int MUTANTS = Integer.getInteger("tickhouse.bulk.mutants", 57);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Stack stack;

    MutatedArchivesTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    @Test
    void aMutatedFileIsLoadedWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        System.out.println("tickhouse.seed=" + seed);
        ArchiveFolder archive = ArchiveFolder.in(folder.resolve("archive"));
        Mutator mutator = new Mutator(seed);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String symbol = "M" + i + "USDT";
            Mutation mutation = Mutation.values()[i % Mutation.values().length];
            Mutant mutant = archive.day(Market.UM, symbol, DAY, rows()).mutate(mutator, mutation, i % 3 != 0);
            String what = "mutant " + i + ", seed " + seed + ": " + mutant;
            LoadRun run = Assertions.assertTimeoutPreemptively(
                    LONG,
                    () -> LoadRun.of(
                            stack.environment(),
                            folder,
                            new StopSignal(),
                            "--archive",
                            archive.root().toString(),
                            "--venue",
                            "binance-usdm",
                            "--symbols",
                            symbol,
                            "--from",
                            DAY.toString(),
                            "--to",
                            DAY.toString()),
                    what);
            assertThat(run.err()).as(what).doesNotContain("\tat ").doesNotContain("Exception:");
            long published = run.report().path("totals").path("published").asLong();
            long letters = run.report().path("totals").path("dead_letters").asLong();
            switch (run.code()) {
                case 0 -> assertThat(letters).as(what).isZero();
                case 1 -> {
                    assertThat(run.err()).as(what).contains("ingest-bulk: ");
                    assertThat(published).as(what).isZero();
                    refused++;
                }
                case 3 -> assertThat(letters).as(what).isPositive();
                default -> throw new AssertionError(what + " ended with " + run.code() + ": " + run.err());
            }
            if (i % 10 == 0) { // looking costs more than loading
                assertThat(stack.trades("binance-usdm", symbol)).as(what).hasSize((int) published);
            }
        }
        assertThat(refused).as("mutants refused, seed " + seed).isGreaterThan(MUTANTS / 4);
    }

    private static List<String> rows() {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> (1000 + i) + ",100.5,2,201," + (MIDNIGHT_MS + i) + ",true")
                .toList();
    }
}
