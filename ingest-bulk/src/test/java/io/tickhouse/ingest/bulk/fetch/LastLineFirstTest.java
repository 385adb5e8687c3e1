package io.tickhouse.ingest.bulk.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.TestFiles;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLineFirstTest {
    private static final ArchiveFile FILE = TestFiles.trades(BinanceMarket.SPOT, "BTCUSDT", LocalDate.of(2024, 3, 1));

    @TempDir
    private Path folder;

    @Test
    void linesComeBackwardsWithTheirNumbersAlsoBlankOnesAndAcrossBlocks() throws Exception {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            List<String> lines = new ArrayList<>();
            int count = 1 + random.nextInt(round < 10 ? 20 : 40_000);
            for (int i = 0; i < count; i++) {
                lines.add(random.nextInt(50) == 0 ? "" : "row-" + i + "-" + "x".repeat(random.nextInt(60)));
            }
            lines.set(count - 1, "last");
            String end = random.nextBoolean() ? "\n" : "";
            Path csv = Files.writeString(folder.resolve("a.csv"), String.join("\n", lines) + end);

            List<String> read = new ArrayList<>();
            List<Long> numbers = new ArrayList<>();
            read(csv, count, read, numbers);
            Collections.reverse(read);
            Collections.reverse(numbers);
            assertThat(read).as("seed %d, round %d", seed, round).isEqualTo(lines);
            assertThat(numbers.getFirst()).isEqualTo(1);
            assertThat(numbers.getLast()).isEqualTo(count);
        }
    }

    private static void read(Path csv, int count, List<String> read, List<Long> numbers)
            throws IOException, ArchiveException {
        new LastLineFirst(FILE, csv, count).<ArchiveException>read((number, bytes, from, to) -> {
            numbers.add(number);
            read.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return true;
        });
    }
}
