package io.tickhouse.ingest.bulk.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.ingest.bulk.run.Runs.Running;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.Trade;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded trades of all three markets, loaded twice by runners that are killed again and again. */
@WithLocalStack
class MirrorTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 8, 8);
    private static final int KILLS = Integer.getInteger("tickhouse.bulk.kills", 3);

    private final Stack stack;

    MirrorTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    private record Part(String venue, String folder, String symbol) {}

    private static final List<Part> PARTS = List.of(
            new Part("binance-spot", "spot", "BTCUSDT"),
            new Part("binance-usdm", "futures/um", "BTCUSDT"),
            new Part("binance-coinm", "futures/cm", "BTCUSD_PERP"));

    @Test
    void theTopicsHoldTheMirrorsRowsOnceInTheirOrderWhateverIsKilled(@TempDir Path folder) throws Exception {
        Path mirror = Path.of(System.getProperty("tickhouse.root")).resolveSibling("shared/fixtures/vision-mirror");
        Assumptions.assumeTrue(Files.isDirectory(mirror), "no recorded trades in " + mirror);
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        System.out.println("tickhouse.seed=" + seed);
        Random random = new Random(seed);
        try (Runs runs = new Runs(stack, folder, "mirror")) {
            runs.set("TICKHOUSE_BULK_TRANSACTION_MS", "10");
            for (int time = 0; time < 2; time++) {
                for (Part part : PARTS) {
                    runs.add(
                            part.folder().replace('/', '-') + time,
                            time,
                            mirror.toString(),
                            part.venue(),
                            part.symbol(),
                            "trades",
                            FIRST,
                            FIRST.plusDays(1));
                }
                for (int kill = 0; time == 0 && kill < KILLS; kill++) {
                    long rows = settled(runs);
                    Process child = runs.startProcess();
                    try {
                        while (child.isAlive() && settled(runs) == rows) {
                            child.waitFor(1, TimeUnit.MILLISECONDS);
                        }
                        child.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS);
                    } finally {
                        child.destroyForcibly().waitFor();
                    }
                }
                try (Running runner = runs.start()) {
                    assertThat(runner.code().get(120, TimeUnit.SECONDS))
                            .as(runner.said())
                            .isZero();
                }
            }
        }
        for (Part part : PARTS) {
            assertThat(stack.trades(part.venue(), part.symbol()))
                    .extracting(Trade::getTradeId)
                    .as("%s, seed %d", part, seed)
                    .containsExactlyElementsOf(ids(mirror, part));
        }
    }

    private static long settled(Runs runs) {
        return runs.ledger.files().stream().mapToLong(BulkFile::getNextRow).sum();
    }

    /** First columns of all the part's files, in order. */
    private static List<String> ids(Path mirror, Part part) throws IOException {
        List<Path> zips;
        try (Stream<Path> files =
                Files.list(mirror.resolve("data/" + part.folder() + "/daily/trades/" + part.symbol()))) {
            zips = files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
        List<String> ids = new ArrayList<>();
        for (Path zip : zips) {
            try (ZipFile opened = new ZipFile(zip.toFile());
                    InputStream in = opened.getInputStream(opened.entries().nextElement())) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .filter(id -> Character.isDigit(id.charAt(0)))
                        .forEach(ids::add);
            }
        }
        return ids;
    }
}
