package io.tickhouse.simulator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.simulator.dataset.Dataset;
import io.tickhouse.simulator.fault.Checksums;
import io.tickhouse.simulator.fault.ZipImage;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedArchiveTest {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final ArchiveFile FIRST = new ArchiveFile(Market.SPOT, "SIMUSDT", FROM);

    @TempDir
    private Path dir;

    @Test
    void aDayIsAZipOfOneCsvWithItsChecksum() throws IOException {
        SimulatedArchive.Outcome outcome = write(archive(dir, 7, 10_000, "SIMUSDT"));

        assertThat(outcome).isEqualTo(new SimulatedArchive.Outcome(10_000, 2, 0));
        Path zip = dir.resolve("data/spot/daily/trades/SIMUSDT/SIMUSDT-trades-2026-01-01.zip");
        byte[] bytes = Files.readAllBytes(zip);
        assertThat(Files.readString(zip.resolveSibling("SIMUSDT-trades-2026-01-01.zip.CHECKSUM")))
                .isEqualTo(Checksums.hexOf(bytes) + "  SIMUSDT-trades-2026-01-01.zip\n");
        assertThat(ZipImage.read(bytes).name()).isEqualTo("SIMUSDT-trades-2026-01-01.csv");
        assertThat(new String(ZipImage.read(bytes).csv(), StandardCharsets.US_ASCII)
                                .lines()
                                .count()
                        + new String(csvOf(1), StandardCharsets.US_ASCII)
                                .lines()
                                .count())
                .isEqualTo(10_000);
    }

    @Test
    void theSameSeedMakesTheSameBytesWhateverElseIsInTheFolder() throws IOException {
        write(archive(dir.resolve("a"), 7, 10_000, "SIMUSDT"));
        write(archive(dir.resolve("b"), 7, 10_000, "OTHERUSDT", "SIMUSDT"));
        write(archive(dir.resolve("c"), 8, 10_000, "SIMUSDT"));

        assertThat(FIRST.zipIn(dir.resolve("b"))).hasSameBinaryContentAs(FIRST.zipIn(dir.resolve("a")));
        assertThat(Checksums.hexOf(Files.readAllBytes(FIRST.zipIn(dir.resolve("c")))))
                .isNotEqualTo(Checksums.hexOf(Files.readAllBytes(FIRST.zipIn(dir.resolve("a")))));
    }

    @Test
    void aSecondRunKeepsWhatTheSameParametersMadeAndReplacesTheRest() throws IOException {
        write(archive(dir, 7, 10_000, "SIMUSDT"));
        FileTime past = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(FIRST.zipIn(dir), past);

        assertThat(write(archive(dir, 7, 10_000, "SIMUSDT")).filesKept()).isEqualTo(2);
        assertThat(Files.getLastModifiedTime(FIRST.zipIn(dir))).isEqualTo(past);

        Files.delete(FIRST.checksumIn(dir));
        assertThat(write(archive(dir, 7, 10_000, "SIMUSDT"))).isEqualTo(new SimulatedArchive.Outcome(10_000, 1, 1));
        assertThat(write(archive(dir, 9, 10_000, "SIMUSDT")).filesWritten()).isEqualTo(2);
    }

    @Test
    void aFolderWithAnotherArchiveIsLeftAlone() {
        ArchiveFolder.in(dir).day(Market.SPOT, "BTCUSDT", FROM, "1,2.0,3.0,6.0,1767225600000000,True,True");

        assertThatThrownBy(() -> write(archive(dir, 7, 10, "SIMUSDT")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("archive without tickhouse-simulated.tsv")
                .hasMessageContaining("--dir");
        assertThat(FIRST.zipIn(dir)).doesNotExist();
    }

    @Test
    void aSymbolThatWouldClimbOutIsRefused() {
        assertThatThrownBy(() -> write(archive(dir, 7, 10, "../../SIM")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../../SIM");
        assertThat(dir).isEmptyDirectory();
    }

    /** Recorded millisecond rows deflate to 13 bytes, microseconds add some: less would mean that the trades repeat. */
    @Test
    void spotRowsDeflateAsRealOnesDo() throws IOException {
        write(archive(dir, 7, 200_000, "SIMUSDT"));
        long rows = new String(csvOf(0), StandardCharsets.US_ASCII).lines().count();

        assertThat((double) Files.size(FIRST.zipIn(dir)) / rows).isBetween(15.0, 30.0);
    }

    @Test
    void everyDatasetLiesWhereTheVenueKeepsIt() throws IOException {
        SimulatedArchive archive = new SimulatedArchive(
                dir,
                Market.CM,
                Stream.of(
                                "trades",
                                "aggTrades",
                                "klines:1m",
                                "klines:1w",
                                "markPriceKlines:1h",
                                "indexPriceKlines:1mo",
                                "indexPriceKlines:4h",
                                "premiumIndexKlines:1d",
                                "fundingRate",
                                "metrics")
                        .map(Dataset::parse)
                        .toList(),
                List.of("SIMUSD_PERP", "SIMUSD_260327"),
                LocalDate.of(2026, 1, 31),
                LocalDate.of(2026, 2, 1),
                true,
                2_000,
                7,
                1);

        SimulatedArchive.Outcome outcome = write(archive);

        List<String> zips;
        try (Stream<Path> files = Files.walk(dir.resolve("data"))) {
            zips = files.filter(file -> file.toString().endsWith(".zip"))
                    .map(file -> dir.relativize(file).toString())
                    .sorted()
                    .toList();
        }
        assertThat(outcome).isEqualTo(new SimulatedArchive.Outcome(4_000, zips.size(), 0));
        // the pair's index once; of the rest both contracts
        String cm = "data/futures/cm/";
        assertThat(zips.stream().filter(zip -> !zip.contains("260327")))
                .containsExactly(
                        cm + "daily/aggTrades/SIMUSD_PERP/SIMUSD_PERP-aggTrades-2026-01-31.zip",
                        cm + "daily/aggTrades/SIMUSD_PERP/SIMUSD_PERP-aggTrades-2026-02-01.zip",
                        cm + "daily/indexPriceKlines/SIMUSD/4h/SIMUSD-4h-2026-01-31.zip",
                        cm + "daily/indexPriceKlines/SIMUSD/4h/SIMUSD-4h-2026-02-01.zip",
                        cm + "daily/klines/SIMUSD_PERP/1m/SIMUSD_PERP-1m-2026-01-31.zip",
                        cm + "daily/klines/SIMUSD_PERP/1m/SIMUSD_PERP-1m-2026-02-01.zip",
                        cm + "daily/markPriceKlines/SIMUSD_PERP/1h/SIMUSD_PERP-1h-2026-01-31.zip",
                        cm + "daily/markPriceKlines/SIMUSD_PERP/1h/SIMUSD_PERP-1h-2026-02-01.zip",
                        cm + "daily/metrics/SIMUSD_PERP/SIMUSD_PERP-metrics-2026-01-31.zip",
                        cm + "daily/metrics/SIMUSD_PERP/SIMUSD_PERP-metrics-2026-02-01.zip",
                        cm + "daily/premiumIndexKlines/SIMUSD_PERP/1d/SIMUSD_PERP-1d-2026-01-31.zip",
                        cm + "daily/premiumIndexKlines/SIMUSD_PERP/1d/SIMUSD_PERP-1d-2026-02-01.zip",
                        cm + "daily/trades/SIMUSD_PERP/SIMUSD_PERP-trades-2026-01-31.zip",
                        cm + "daily/trades/SIMUSD_PERP/SIMUSD_PERP-trades-2026-02-01.zip",
                        cm + "monthly/aggTrades/SIMUSD_PERP/SIMUSD_PERP-aggTrades-2026-01.zip",
                        cm + "monthly/aggTrades/SIMUSD_PERP/SIMUSD_PERP-aggTrades-2026-02.zip",
                        cm + "monthly/fundingRate/SIMUSD_PERP/SIMUSD_PERP-fundingRate-2026-01.zip",
                        cm + "monthly/fundingRate/SIMUSD_PERP/SIMUSD_PERP-fundingRate-2026-02.zip",
                        cm + "monthly/indexPriceKlines/SIMUSD/1mo/SIMUSD-1mo-2026-01.zip",
                        cm + "monthly/indexPriceKlines/SIMUSD/1mo/SIMUSD-1mo-2026-02.zip",
                        cm + "monthly/indexPriceKlines/SIMUSD/4h/SIMUSD-4h-2026-01.zip",
                        cm + "monthly/indexPriceKlines/SIMUSD/4h/SIMUSD-4h-2026-02.zip",
                        cm + "monthly/klines/SIMUSD_PERP/1m/SIMUSD_PERP-1m-2026-01.zip",
                        cm + "monthly/klines/SIMUSD_PERP/1m/SIMUSD_PERP-1m-2026-02.zip",
                        // the week of 26 January holds both days: no week opens in February
                        cm + "monthly/klines/SIMUSD_PERP/1w/SIMUSD_PERP-1w-2026-01.zip",
                        cm + "monthly/markPriceKlines/SIMUSD_PERP/1h/SIMUSD_PERP-1h-2026-01.zip",
                        cm + "monthly/markPriceKlines/SIMUSD_PERP/1h/SIMUSD_PERP-1h-2026-02.zip",
                        cm + "monthly/premiumIndexKlines/SIMUSD_PERP/1d/SIMUSD_PERP-1d-2026-01.zip",
                        cm + "monthly/premiumIndexKlines/SIMUSD_PERP/1d/SIMUSD_PERP-1d-2026-02.zip",
                        cm + "monthly/trades/SIMUSD_PERP/SIMUSD_PERP-trades-2026-01.zip",
                        cm + "monthly/trades/SIMUSD_PERP/SIMUSD_PERP-trades-2026-02.zip");
        for (String zip : zips) {
            Path path = dir.resolve(zip);
            byte[] bytes = Files.readAllBytes(path);
            assertThat(Files.readString(path.resolveSibling(path.getFileName() + ".CHECKSUM")))
                    .isEqualTo(Checksums.hexOf(bytes) + "  " + path.getFileName() + "\n");
            assertThat(ZipImage.read(bytes).name())
                    .isEqualTo(path.getFileName().toString().replace(".zip", ".csv"));
            assertThat(ZipImage.read(bytes).csv()).isNotEmpty();
        }
        assertThat(write(archive).filesKept()).isEqualTo(zips.size());
    }

    @Test
    void aTornLastLineOfTheManifestOnlyMakesItsFileAgain() throws IOException {
        write(archive(dir, 7, 1_000, "SIMUSDT"));
        Path manifest = dir.resolve("tickhouse-simulated.tsv");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(0, text.length() - 9));

        assertThat(write(archive(dir, 7, 1_000, "SIMUSDT"))).isEqualTo(new SimulatedArchive.Outcome(1_000, 1, 1));
        assertThat(Files.readString(manifest)).isEqualTo(text);
    }

    private byte[] csvOf(int day) throws IOException {
        Path zip = new ArchiveFile(Market.SPOT, "SIMUSDT", FROM.plusDays(day)).zipIn(dir);
        return ZipImage.read(Files.readAllBytes(zip)).csv();
    }

    private static SimulatedArchive archive(Path dir, long seed, long trades, String... symbols) {
        return new SimulatedArchive(dir, Market.SPOT, List.of(symbols), FROM, FROM.plusDays(1), trades, seed, 6);
    }

    private static SimulatedArchive.Outcome write(SimulatedArchive archive) throws IOException {
        return archive.write((path, trades, written) -> {});
    }
}
