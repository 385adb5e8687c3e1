package io.tickhouse.ingest.bulk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.TestFiles;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.ingest.bulk.venue.binance.BinanceVenue;
import io.tickhouse.market.Source;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.market.Market;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final long MIDNIGHT = 1_709_251_200_000L;
    private static final FileRows ROWS = new FileRows(
            new BinanceVenue(BinanceMarket.UM),
            TestFiles.reading(Source.BULK, Instant.parse("2026-06-01T00:00:00Z")),
            1 << 24);

    @TempDir
    private Path folder;

    @Test
    void rowsThatWereKeptAreThoseThatReadingAgainGivesFromWhateverRowOn() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        FetchedFile fetched = file(lines(random, 20_000));
        VerifiedFile kept = verify(fetched, new SpoolSpace(1 << 24));
        VerifiedFile notKept = verify(fetched, new SpoolSpace(0));
        assertThat(kept.spool()).isPresent();
        assertThat(notKept.spool()).isEmpty();
        assertThat(kept.refused()).isPositive();
        assertThat(kept.repeated()).isPositive();
        for (long from : List.of(0L, 1L, (long) random.nextInt(20_000), kept.rows() - 1, kept.rows())) {
            assertThat(rows(kept, from)).as("from row " + from).isEqualTo(rows(notKept, from));
        }
        assertThat(rows(kept, 0)).hasSize((int) kept.rows());
    }

    @Test
    void whatFindsNoSpaceIsNotKeptAndLeavesNothingBehind() throws Exception {
        FetchedFile fetched = file(lines(new Random(7), 20_000));
        SpoolSpace space = new SpoolSpace(600_000);
        assertThat(verify(fetched, space).spool()).isEmpty();
        assertThat(left()).containsExactly(fetched.path());
        assertThat(space.has(600_000)).isTrue();
    }

    @Test
    void spaceIsGivenBackWithTheFile() throws Exception {
        SpoolSpace space = new SpoolSpace(1 << 24);
        FetchedFile fetched = file(lines(new Random(7), 20_000));
        VerifiedFile verified = verify(fetched, space);
        assertThat(space.has(1 << 24)).isFalse();
        verified.forgetEncoded();
        assertThat(space.has(1 << 24)).isTrue();
        assertThat(left()).containsExactly(fetched.path());
    }

    @Test
    void aFileThatIsRefusedLeavesNoRowsBehind() throws Exception {
        List<String> lines = lines(new Random(7), 20_000);
        for (int i = 0; i < 2_000; i++) {
            lines.add("no row");
        }
        FetchedFile fetched = file(lines);
        SpoolSpace space = new SpoolSpace(1 << 24);
        assertThatThrownBy(() -> verify(fetched, space)).isInstanceOf(ArchiveException.TooManyRefusedRows.class);
        assertThat(left()).containsExactly(fetched.path());
        assertThat(space.has(1 << 24)).isTrue();
    }

    @Test
    void keptRowsThatHaveBeenCutOffAreAnErrorThatNamesTheirFile() throws Exception {
        VerifiedFile verified = verify(file(lines(new Random(7), 20_000)), new SpoolSpace(1 << 24));
        Path spool = left().stream()
                .filter(path -> path.toString().endsWith(".rows"))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(spool);
        Files.write(spool, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> rows(verified, 0))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(spool.toString())
                .hasMessageContaining(verified.rows() + " rows");
    }

    private List<Path> left() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".CHECKSUM"))
                    .toList();
        }
    }

    /** Trades, some of them twice, some of them no trades. */
    private static List<String> lines(Random random, int count) {
        List<String> lines = new ArrayList<>(List.of(Market.UM.header()));
        for (int id = 1; lines.size() <= count; id++) {
            String price = random.nextInt(100) == 0 ? "x" : Integer.toString(1 + random.nextInt(99_999));
            String line = id + "," + price + ",0." + (1 + random.nextInt(9)) + ",1," + (MIDNIGHT + id) + ",true";
            lines.add(line);
            if (random.nextInt(50) == 0) {
                lines.add(line);
            }
        }
        return lines;
    }

    private FetchedFile file(List<String> lines) throws Exception {
        ArchiveFolder.Day day = ArchiveFolder.in(folder).day(Market.UM, "BTCUSDT", DAY, lines.toArray(String[]::new));
        return new FetchedFile(
                TestFiles.trades(BinanceMarket.UM, "BTCUSDT", DAY), day.sha256(), day.zip(), Files.size(day.zip()));
    }

    private static VerifiedFile verify(FetchedFile fetched, SpoolSpace space) throws ArchiveException {
        return new Verifier(ROWS, 1_000, space).verify(fetched);
    }

    private static List<String> rows(VerifiedFile file, long from) throws Exception {
        List<String> all = new ArrayList<>();
        try (EncodedRows rows = file.encoded(ROWS, from)) {
            rows.forEach(new EncodedRows.Taker<RuntimeException>() {
                @Override
                public void record(byte[] value) {
                    all.add(HexFormat.of().formatHex(value));
                }

                @Override
                public void repeated() {
                    all.add("repeated");
                }

                @Override
                public void refused(long line, byte[] bytes, String reason) {
                    all.add(line + " " + new String(bytes, StandardCharsets.UTF_8) + " " + reason);
                }
            });
        }
        return all;
    }
}
