package io.tickhouse.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.market.Source;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One trade's whole journey, archive file to analysts' views, through every service as a process of its own. */
class JourneyTest {
    private static final Path ROOT = Path.of(System.getProperty("tickhouse.root"));
    private static final Path MIRROR = ROOT.resolveSibling("shared/fixtures/vision-mirror");
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);
    private static final LocalDate DAY = LocalDate.of(2024, 8, 8);

    @SuppressWarnings("NullAway.Init")
    private static Stage stage;

    @BeforeAll
    static void theHouseStands() throws Exception {
        stage = new Stage(ROOT, Path.of("target/journey").toAbsolutePath());
    }

    @AfterAll
    static void andFallsSilent() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "spot, SIMUSDT, 2024-12-31, 2025-01-01, 30000, 11",
        "um, SIMUSDT, 2026-03-01, 2026-03-02, 20000, 12",
        "cm, SIMUSD_PERP, 2026-03-01, 2026-03-01, 10000, 13"
    })
    void simulatedTradesArriveOnceAndGiveTheCandlesTheyImply(
            String market, String symbol, LocalDate from, LocalDate to, long trades, long seed) throws Exception {
        Instrument instrument = Instrument.of(market, symbol);
        Path archive = stage.simulate(instrument, from, to, trades, seed);

        ArchiveLoad.Report report = stage.load(archive, instrument, from, to, Source.SIMULATED);

        assertThat(report.rows()).isEqualTo(trades).isEqualTo(Oracle.rows(archive, symbol));
        assertThat(new Reconciliation(
                        trades,
                        0,
                        stage.topic(instrument),
                        stage.tables(instrument).trades(),
                        stage.tables(instrument).candles()))
                .matches(Reconciliation::holds);
        assertSameCandles(stage.exported(instrument), Oracle.candles(archive, symbol, market.equals("cm")));
        assertThat(stage.clickHouse.rows("SELECT DISTINCT source FROM market.trades WHERE " + instrument.condition()))
                .containsExactly(List.of("SIMULATED"));
    }

    @ParameterizedTest
    @CsvSource({"spot, BTCUSDT, 19904", "um, BTCUSDT, 21313", "cm, BTCUSD_PERP, 2286"})
    void recordedTradesGiveTheExpectedCandlesAndASecondLoadChangesNothing(String market, String symbol, long trades)
            throws Exception {
        assumeTrue(Files.isDirectory(MIRROR), "the recorded archive is not here: " + MIRROR);
        Instrument instrument = Instrument.of(market, symbol);

        ArchiveLoad.Report report = stage.load(MIRROR, instrument, DAY, DAY.plusDays(1), Source.BULK);

        assertThat(report.rows()).isEqualTo(trades);
        List<String> expected = Files.readAllLines(MIRROR.resolve("expected/" + market + "-" + symbol + "-1m.csv"));
        assertThat(Candles.HEADER).isEqualTo(expected.getFirst());
        assertSameCandles(stage.exported(instrument), expected.subList(1, expected.size()));
        Totals topic = stage.topic(instrument);
        Totals table = stage.tables(instrument).trades();
        Totals candles = stage.tables(instrument).candles();
        assertThat(new Reconciliation(trades, 0, topic, table, candles)).matches(Reconciliation::holds);

        ArchiveLoad.Report again = stage.load(MIRROR, instrument, DAY, DAY.plusDays(1), Source.BULK);

        assertThat(again.publishedNow()).isZero();
        assertThat(stage.topic(instrument)).isEqualTo(topic);
        assertThat(stage.tables(instrument).trades()).isEqualTo(table);
        assertThat(stage.tables(instrument).candles()).isEqualTo(candles);
    }

    @Test
    void sumsOfPriceTimesQuantityAreRightThroughTheViewOnRecordedTrades() throws Exception {
        assumeTrue(Files.isDirectory(MIRROR), "the recorded archive is not here: " + MIRROR);
        Instrument spot = Instrument.of("spot", "BTCUSDT");
        stage.load(MIRROR, spot, DAY, DAY.plusDays(1), Source.BULK);

        List<String> row = stage.clickHouse
                .rows("SELECT sum(price * quantity), sum(price * quantity) / sum(quantity) FROM market.trades WHERE "
                        + spot.condition())
                .getFirst();

        assertThat(row.get(0)).startsWith("27006929.59");
        assertThat(row.get(1)).startsWith("61671.55");
    }

    @Test
    void everyQueryOfTheReadmeRunsAndFindsSomething() throws Exception {
        Instrument instrument = Instrument.of("spot", "SIMQUERY");
        LocalDate day = LocalDate.of(2026, 1, 1);
        Path archive = stage.simulate(instrument, day, day, 5_000, 21);
        stage.load(archive, instrument, day, day, Source.SIMULATED);

        List<String> queries = new ArrayList<>();
        Matcher blocks = SQL.matcher(Files.readString(ROOT.resolve("README.md")));
        while (blocks.find()) {
            queries.add(blocks.group(1).replace("SIMUSDT", "SIMQUERY"));
        }

        assertThat(queries)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(query ->
                        assertThat(stage.clickHouse.rows(query)).as(query).isNotEmpty());
    }

    @Test
    void theConsumersOfTheReadmeReadWhatWasPublished() throws Exception {
        Instrument instrument = Instrument.of("spot", "SIMREADER");
        LocalDate day = LocalDate.of(2026, 1, 1);
        Path archive = stage.simulate(instrument, day, day, 1_000, 22);
        stage.load(archive, instrument, day, day, Source.SIMULATED);
        Path java = ROOT.resolve("docs/examples/CandleReader.java");
        Path python = ROOT.resolve("docs/examples/candle_reader.py");
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(readme)
                .contains(Files.readString(java).strip())
                .contains(Files.readString(python).strip());
        assertThat(firstLineWith(
                        "SIMREADER",
                        List.of(
                                javaCommand(),
                                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tickhouse.market",
                                "-cp",
                                System.getProperty("java.class.path"),
                                java.toString())))
                .contains("binance-spot:SIMREADER");
        assumeTrue(pythonCanRead(), "python3 here has no confluent_kafka and avro, so the Python example was not run");
        assertThat(firstLineWith("SIMREADER", List.of("/usr/bin/python3", python.toString())))
                .contains("binance-spot:SIMREADER");
    }

    private static boolean pythonCanRead() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/python3"))) {
            return false;
        }
        return new ProcessBuilder("/usr/bin/python3", "-c", "import confluent_kafka, avro")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String firstLineWith(String word, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(stage.endpoints.asEnvironment());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            return process.inputReader()
                    .lines()
                    .filter(line -> line.contains(word))
                    .findFirst()
                    .orElse("ended without such a line");
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void assertSameCandles(List<String> found, List<String> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(normal(found.get(i))).as("candle %d", i).isEqualTo(normal(expected.get(i)));
        }
    }

    /** The fields as decimals without superfluous zeros, so that 5 and 5.00 are equal. */
    private static List<String> normal(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split(",", -1)) {
            fields.add(
                    field.isEmpty()
                            ? ""
                            : new BigDecimal(field).stripTrailingZeros().toPlainString());
        }
        return fields;
    }

    @Test
    void aLoadThatFailsLeavesNothingBehind() throws Exception {
        Instrument instrument = Instrument.of("spot", "SIMBROKEN");
        LocalDate day = LocalDate.of(2026, 1, 1);
        Path archive = stage.simulate(instrument, day, day.plusDays(1), 1_000, 23);
        Path zip = archive.resolve("data/spot/daily/trades/SIMBROKEN/SIMBROKEN-trades-2026-01-02.zip");
        byte[] bytes = Files.readAllBytes(zip);
        bytes[bytes.length / 2] ^= 1;
        Files.write(zip, bytes);

        int code = stage.bulk(
                "load",
                "--archive",
                archive.toString(),
                "--venue",
                "binance-spot",
                "--symbols",
                "SIMBROKEN",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-02",
                "--source",
                "SIMULATED",
                "--work",
                stage.workspace.data().resolve("broken").toString());

        assertThat(code).isEqualTo(1);
        assertThat(stage.topic(instrument).trades()).isZero();
        assertThat(Map.of("rows", stage.tables(instrument).tradesSoFar())).containsEntry("rows", 0L);
    }

    @Test
    void aDeletedDayIsGoneFromTheTablesAndItsProofsAndCanBeLoadedAgain() throws Exception {
        Instrument instrument = Instrument.of("spot", "SIMGONE");
        LocalDate first = LocalDate.of(2026, 1, 30);
        LocalDate gone = first.plusDays(1);
        Path archive = stage.simulate(instrument, first, first.plusDays(2), 9_000, 24);
        stage.load(archive, instrument, first, first.plusDays(2), Source.SIMULATED);
        String trades = "SELECT count(), sum(price * quantity) FROM market.trades WHERE " + instrument.condition();
        String days = "SELECT day, rows, first_sequence, last_sequence, ids_missing, ids_missing_before"
                + " FROM market.coverage_by_day WHERE " + instrument.condition() + " ORDER BY day";
        String proofs = "SELECT evidence FROM market.coverage WHERE " + instrument.condition() + " ORDER BY evidence";
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> stage.clickHouse.rows(proofs).size() == 3);
        List<List<String>> all = stage.clickHouse.rows(trades);
        List<List<String>> allDays = stage.clickHouse.rows(days);
        List<List<String>> allProofs = stage.clickHouse.rows(proofs);
        List<List<String>> others = stage.clickHouse.rows(trades + " AND toDate(event_time) != '" + gone + "'");
        String[] delete = {
            "delete",
            "--venue",
            "binance-spot",
            "--symbols",
            "SIMGONE",
            "--from",
            gone.toString(),
            "--to",
            gone.toString()
        };

        assertThat(stage.bulk(delete)).isZero();
        assertThat(stage.clickHouse.rows(trades)).as("without --yes").isEqualTo(all);

        String[] sure = Stream.concat(Arrays.stream(delete), Stream.of("--yes")).toArray(String[]::new);
        assertThat(stage.bulk(sure)).isZero();
        assertThat(stage.bulk(sure)).as("once more").isZero();
        assertThat(stage.clickHouse.rows(trades)).isEqualTo(others);
        assertThat(stage.clickHouse.rows(days)).hasSize(2).first().isEqualTo(allDays.getFirst());
        assertThat(stage.clickHouse.rows(proofs)).containsExactly(allProofs.getFirst(), allProofs.getLast());

        ArchiveLoad.Report again = stage.load(archive, instrument, first, first.plusDays(2), Source.SIMULATED);

        assertThat(again.publishedNow())
                .as("that day's trades")
                .isEqualTo(Long.parseLong(allDays.get(1).get(1)));
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(stage.clickHouse.rows(trades)).isEqualTo(all);
            assertThat(stage.clickHouse.rows(days)).isEqualTo(allDays);
            assertThat(stage.clickHouse.rows(proofs)).isEqualTo(allProofs);
        });

        String[] job = {
            "add",
            "--venue",
            "binance-spot",
            "--symbols",
            "SIMGONE",
            "--from",
            first.toString(),
            "--to",
            gone.toString(),
            "--archive",
            archive.toString(),
            "--source",
            "SIMULATED"
        };
        assertThat(stage.bulk(job)).isZero();
        assertThat(stage.bulk(sure)).as("while a job would load it again").isEqualTo(1);
        assertThat(stage.clickHouse.rows(trades)).isEqualTo(all);
    }
}
