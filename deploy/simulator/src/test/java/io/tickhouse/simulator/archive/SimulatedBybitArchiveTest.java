package io.tickhouse.simulator.archive;

import static io.tickhouse.simulator.archive.Http.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.simulator.dataset.BybitProduct;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedBybitArchiveTest {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 31);
    private static final String LINEAR_HEADER =
            "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional";

    @TempDir
    private Path dir;

    @Test
    void filesLieWhereTheVenueKeepsThem() throws IOException {
        assertThat(write(archive(dir, BybitProduct.LINEAR, false, false)))
                .isEqualTo(new SimulatedArchive.Outcome(4_000, 2, 0));
        assertThat(write(archive(dir, BybitProduct.SPOT, false, false)))
                .isEqualTo(new SimulatedArchive.Outcome(4_000, 4, 0));
        try (Stream<Path> files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> dir.relativize(file).toString())
                            .sorted())
                    .containsExactly(
                            "spot/SIMUSDT/SIMUSDT-2026-01.csv.gz",
                            "spot/SIMUSDT/SIMUSDT-2026-02.csv.gz",
                            "spot/SIMUSDT/SIMUSDT_2026-01-31.csv.gz",
                            "spot/SIMUSDT/SIMUSDT_2026-02-01.csv.gz",
                            "tickhouse-simulated.tsv",
                            "trading/SIMUSDT/SIMUSDT2026-01-31.csv.gz",
                            "trading/SIMUSDT/SIMUSDT2026-02-01.csv.gz");
        }
        assertThat(write(archive(dir, BybitProduct.SPOT, false, false)).filesKept())
                .isEqualTo(4);
    }

    @Test
    void linearRowsAddUp() throws IOException {
        write(archive(dir, BybitProduct.LINEAR, false, false));
        List<String> lines = lines("trading/SIMUSDT/SIMUSDT2026-01-31.csv.gz");

        assertThat(lines.getFirst()).isEqualTo(LINEAR_HEADER);
        long start = FROM.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        Set<String> ids = new HashSet<>();
        BigDecimal lastTime = BigDecimal.valueOf(start);
        Optional<BigDecimal> lastPrice = Optional.empty();
        Set<String> directions = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            assertThat(line)
                    .matches("\\d{10}(\\.\\d{0,3}[1-9])?,SIMUSDT,(Buy|Sell),\\d+(\\.\\d*[1-9])?,\\d{5}\\.\\d\\d,"
                            + "(Zero)?(Plus|Minus)Tick,[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12},"
                            + "\\d(\\.\\d*[1-9])?e\\+\\d\\d,\\d+(\\.\\d*[1-9])?,\\d+(\\.\\d*[1-9])?");
            String[] columns = line.split(",", -1);
            BigDecimal time = new BigDecimal(columns[0]);
            assertThat(time).isGreaterThanOrEqualTo(lastTime).isLessThan(BigDecimal.valueOf(start + 86_400));
            lastTime = time;
            BigDecimal price = new BigDecimal(columns[4]);
            BigDecimal value = price.multiply(new BigDecimal(columns[3]));
            assertThat(new BigDecimal(columns[9])).isEqualByComparingTo(value);
            assertThat(new BigDecimal(columns[7])).isEqualByComparingTo(value.scaleByPowerOfTen(8));
            assertThat(columns[8]).isEqualTo(columns[3]);
            if (lastPrice.isPresent()) {
                assertThat(columns[5])
                        .matches(
                                switch (Integer.signum(price.compareTo(lastPrice.get()))) {
                                    case 1 -> "PlusTick";
                                    case -1 -> "MinusTick";
                                    default -> "Zero(Plus|Minus)Tick";
                                });
            }
            lastPrice = Optional.of(price);
            directions.add(columns[5]);
            assertThat(ids.add(columns[6])).as(columns[6]).isTrue();
        }
        assertThat(directions).hasSize(4);
    }

    @Test
    void spotRowsAreNumberedFromOneInEveryFile() throws IOException {
        write(archive(dir, BybitProduct.SPOT, false, false));
        List<String> first = lines("spot/SIMUSDT/SIMUSDT_2026-01-31.csv.gz");
        List<String> second = lines("spot/SIMUSDT/SIMUSDT_2026-02-01.csv.gz");

        assertThat(first.getFirst()).isEqualTo("id,timestamp,price,volume,side");
        for (List<String> lines : List.of(first, second)) {
            for (int i = 1; i < lines.size(); i++) {
                assertThat(lines.get(i)).matches(i + ",\\d{13},\\d+(\\.\\d*[1-9])?,\\d+(\\.\\d*[1-9])?,(buy|sell)");
            }
        }
        assertThat(first.size() + second.size()).isEqualTo(4_002);
        assertThat(lines("spot/SIMUSDT/SIMUSDT-2026-02.csv.gz")).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINEAR", "SPOT"})
    void theRpiColumnAndTheOrderAreOptions(BybitProduct product) throws IOException {
        String path = product == BybitProduct.SPOT
                ? "spot/SIMUSDT/SIMUSDT_2026-01-31.csv.gz"
                : "trading/SIMUSDT/SIMUSDT2026-01-31.csv.gz";
        write(archive(dir, product, false, false));
        List<String> plain = lines(path);
        write(archive(dir, product, true, true));
        List<String> old = lines(path);

        assertThat(old.getFirst()).isEqualTo(plain.getFirst() + (product == BybitProduct.SPOT ? ",rpi" : ",RPI"));
        assertThat(old).hasSameSizeAs(plain);
        for (int i = 1; i < plain.size(); i++) {
            assertThat(old.get(plain.size() - i)).matches(Pattern.quote(plain.get(i)) + ",[01]");
        }
        assertThat(old.subList(1, old.size())).anyMatch(row -> row.endsWith(",1"));
        assertThat(dir.resolve(path + ".rows.part")).doesNotExist();
    }

    @Test
    void theSameSeedMakesTheSameBytes() throws IOException {
        write(archive(dir.resolve("a"), BybitProduct.SPOT, false, false));
        write(archive(dir.resolve("b"), BybitProduct.SPOT, false, false));
        String path = "spot/SIMUSDT/SIMUSDT_2026-01-31.csv.gz";

        assertThat(dir.resolve("a").resolve(path))
                .hasSameBinaryContentAs(dir.resolve("b").resolve(path));
    }

    @Test
    void linesAreReversedWhateverTheChunk() throws IOException {
        Path file = dir.resolve("lines.txt");
        Files.writeString(file, "a\nbb\n\nccc\ndddd\n");
        for (int chunk = 6; chunk < 20; chunk++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ReversedLines.copy(file, out, chunk);
            assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("dddd\nccc\n\nbb\na\n");
        }
        assertThatThrownBy(() -> ReversedLines.copy(file, new ByteArrayOutputStream(), 5))
                .hasMessageContaining("less than 5 bytes");
        Files.writeString(file, "");
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        ReversedLines.copy(file, none);
        assertThat(none.size()).isZero();
    }

    @Test
    void theArchiveIsServedWithItsPagesAndRanges() throws Exception {
        write(archive(dir, BybitProduct.LINEAR, false, false));
        byte[] gz = Files.readAllBytes(dir.resolve("trading/SIMUSDT/SIMUSDT2026-01-31.csv.gz"));
        try (ArchiveServer server = ArchiveServer.of(dir);
                Http http = new Http()) {
            URI folder = URI.create(server.uri() + "/trading/SIMUSDT/");
            assertThat(Http.text(http.get(folder))).contains("<a href=\"SIMUSDT2026-01-31.csv.gz\">");
            HttpResponse<byte[]> part = http.get(folder.resolve("SIMUSDT2026-01-31.csv.gz"), "Range", "bytes=100-");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(gz.length - 100);
            assertThat(header(part, "X-Tickhouse-Source")).isEqualTo("SIMULATED");
            assertThat(http.get(folder.resolve("SIMUSDT2026-01-31.csv.gz.CHECKSUM"))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void rowsHaveThePublishedForm() throws IOException {
        Path heads = Path.of(System.getProperty("tickhouse.root", "."), "..")
                .resolve("shared/fixtures/bybit/bulk/public.bybit.com_heads.txt")
                .normalize();
        assumeTrue(Files.isRegularFile(heads), () -> "no recorded heads at " + heads);
        List<String> published = Files.readAllLines(heads);
        write(archive(dir, BybitProduct.LINEAR, false, true));
        write(archive(dir, BybitProduct.SPOT, false, true));

        List<String> linear = lines("trading/SIMUSDT/SIMUSDT2026-01-31.csv.gz");
        assertThat(linear.getFirst()).isEqualTo(published.get(1));
        assertThat(linear.stream().map(SimulatedBybitArchiveTest::form)).contains(form(published.get(2)));
        List<String> spot = lines("spot/SIMUSDT/SIMUSDT_2026-01-31.csv.gz");
        assertThat(spot.getFirst()).isEqualTo(published.get(4));
        assertThat(spot.stream().map(SimulatedBybitArchiveTest::form)).contains(form(published.get(5)));
    }

    private static String form(String row) {
        return row.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid")
                .replaceAll("\\d+\\.\\d+", "D")
                .replaceAll("\\d+", "N")
                .replaceAll("[A-Z]{3,}USDT", "SYMBOL");
    }

    private List<String> lines(String path) throws IOException {
        byte[] gz = Files.readAllBytes(dir.resolve(path));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gz))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }

    private static SimulatedBybitArchive archive(Path dir, BybitProduct product, boolean newestFirst, boolean rpi) {
        return new SimulatedBybitArchive(
                dir, product, List.of("SIMUSDT"), FROM, FROM.plusDays(1), true, 4_000, 7, 6, newestFirst, rpi);
    }

    private static SimulatedArchive.Outcome write(SimulatedBybitArchive archive) throws IOException {
        return archive.write((path, trades, written) -> {});
    }
}
