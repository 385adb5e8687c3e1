package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our rows against the first rows of published files, where those are at hand: same columns, same form. */
class RecordedHeadsTest {
    private final Path heads = Path.of(
                    System.getProperty("tickhouse.root", "."), "..", "shared/fixtures/binance-vision/heads")
            .normalize();

    @ParameterizedTest
    @CsvSource({
        "cm_klines_1h_2023-10-27_hdr_ms.csv, CM, SIMUSD_PERP, klines:1h, 2023-10-27",
        "spot_klines_1h_2023-10-27_nohdr_ms.csv, SPOT, SIMUSDT, klines:1h, 2023-10-27",
        "spot_klines_1s_2025-01-01_nohdr_us.csv, SPOT, SIMUSDT, klines:1s, 2025-01-01"
    })
    void klinesHaveThePublishedForm(String file, Market market, String symbol, String dataset, LocalDate day)
            throws IOException {
        List<String> published = head(file);
        List<String> ours = Simulated.of(market, symbol, day, day, 20_000).day(Dataset.parse(dataset), day);

        assertThat(ours).hasSizeGreaterThan(23);
        assertThat(forms(ours)).containsAll(forms(published.subList(published.size() - 3, published.size())));
        assertThat(form(ours.getFirst())).isEqualTo(form(published.getFirst()));
    }

    @ParameterizedTest
    @CsvSource({
        "# aggTrades (um), aggTrades",
        "# trades (um), trades",
        "# klines (um), klines:1h",
        "# metrics, metrics",
        "# fundingRate, fundingRate"
    })
    void futuresFilesHaveThePublishedHeaderAndKindsOfColumns(String heading, String dataset) throws IOException {
        List<String> all = head("um_misc_first_rows.txt");
        int at = 0;
        while (!all.get(at).startsWith(heading)) {
            at++;
        }
        LocalDate day = LocalDate.of(2026, 1, 1);
        Simulated simulated = Simulated.of(Market.UM, "SOLUSDT", day, day, 20_000);
        Dataset parsed = Dataset.parse(dataset);
        List<String> ours =
                parsed.isDaily() ? simulated.day(parsed, day) : simulated.month(parsed, YearMonth.from(day));

        assertThat(ours.getFirst()).isEqualTo(all.get(at + 1));
        // the scales are those of other symbols and some rows were rounded: a number is a number
        assertThat(kinds(ours.get(1))).isEqualTo(kinds(all.get(at + 2)));
    }

    private static String kinds(String row) {
        return row.replaceAll("\\d+(\\.\\d+)?", "N").replaceAll("true|false", "boolean");
    }

    private List<String> head(String file) throws IOException {
        Path path = heads.resolve(file);
        assumeTrue(Files.isRegularFile(path), () -> "no recorded head at " + path);
        return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    }

    private static List<String> forms(List<String> rows) {
        return rows.stream()
                .limit(2_000)
                .map(RecordedHeadsTest::form)
                .distinct()
                .toList();
    }

    /** Whole digits are N whatever their number, decimals and times keep their length. */
    private static String form(String row) {
        return row.replaceAll("\\d{12,}", "T$0")
                .replaceAll("T(\\d{13})(?=,|$)", "millis")
                .replaceAll("T(\\d{16})(?=,|$)", "micros")
                .replaceAll("(?<=\\.\\d{0,15})\\d", "d")
                .replaceAll("\\d+", "N");
    }
}
