package io.tickhouse.ingest.bulk.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.StopSignal;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.archive.ArchiveServer;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.PathPattern;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads on the real stack, from a file to its exit code. Each test has a symbol of its own. */
@WithLocalStack
class LoadTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final long MIDNIGHT_MS = 1_709_251_200_000L;

    private final Stack stack;

    @TempDir
    private Path folder;

    private ArchiveFolder archive;

    LoadTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    @BeforeEach
    void makeArchive() {
        archive = ArchiveFolder.in(folder.resolve("archive"));
    }

    @Test
    void aSpotDayArrivesExactlyAsItsRowsSay() throws IOException {
        archive.day(
                Market.SPOT,
                "ONEUSDT",
                DAY,
                "7001,61837.63000000,0.02000000,1236.7526000000000000," + MIDNIGHT_MS + ",True,True",
                "7002,0.00000001,92141578.00000000,0.92141578," + (MIDNIGHT_MS + 1) + ",False,True");
        long before = System.currentTimeMillis();
        LoadRun run = load("binance-spot", "ONEUSDT", DAY, DAY);

        assertThat(run.code()).as(run.err()).isZero();
        Trade expected = new Trade(
                "binance-spot",
                "ONEUSDT",
                "7001",
                7001L,
                new java.math.BigDecimal("61837.630000000000000000"),
                new java.math.BigDecimal("0.020000000000000000"),
                new java.math.BigDecimal("1236.752600000000000000"),
                QuantityUnit.BASE,
                Side.SELL,
                "NORMAL",
                Instant.ofEpochMilli(MIDNIGHT_MS),
                null,
                null,
                Source.BULK);
        assertThat(stack.trades("binance-spot", "ONEUSDT")).hasSize(2).first().isEqualTo(expected);
        assertThat(stack.trades("binance-spot", "ONEUSDT").get(1).getSide()).isEqualTo(Side.BUY);
        assertThat(stack.records("binance-spot", "ONEUSDT"))
                .allMatch(record -> record.timestamp() >= before && record.timestamp() <= System.currentTimeMillis());
        assertThat(run.total("rows")).isEqualTo(2);
        assertThat(run.file(0).get("first_id").asLong()).isEqualTo(7001);
        assertThat(run.file(0).get("last_id").asLong()).isEqualTo(7002);
        assertThat(run.file(0).get("checksum").asText()).hasSize(64);
        assertThat(folder.resolve("work")).doesNotExist();
    }

    @Test
    void rowsLieInThePartitionInWhichEveryOtherProducerPutsTheirKey() throws IOException {
        for (String symbol : List.of("PARTAUSDT", "PARTBUSDT", "PARTCUSDT")) {
            archive.day(Market.SPOT, symbol, DAY, rows(Market.SPOT, 20));
            assertThat(load("binance-spot", symbol, DAY, DAY).code()).isZero();
            int expected = BuiltInPartitioner.partitionForKey(
                    Topics.key("binance-spot", symbol).getBytes(StandardCharsets.UTF_8), Stack.PARTITIONS);
            assertThat(stack.records("binance-spot", symbol))
                    .hasSize(20)
                    .allMatch(record -> record.partition() == expected);
        }
    }

    @Test
    void aSecondLoadPublishesNothing() throws IOException {
        archive.day(Market.UM, "TWICEUSDT", DAY, rows(Market.UM, 500));
        assertThat(load("binance-usdm", "TWICEUSDT", DAY, DAY).total("published_now"))
                .isEqualTo(500);
        LoadRun second = load("binance-usdm", "TWICEUSDT", DAY, DAY);

        assertThat(second.code()).isZero();
        assertThat(second.total("published_now")).isZero();
        assertThat(second.total("rows")).isEqualTo(500);
        assertThat(second.total("already_loaded")).isEqualTo(1);
        assertThat(second.out()).contains("already loaded");
        assertThat(stack.trades("binance-usdm", "TWICEUSDT")).hasSize(500);
    }

    @Test
    void aCoinMarginedTradeCountsContractsAndHasNoQuoteQuantity() throws IOException {
        archive.day(
                Market.CM,
                "COINUSD_PERP",
                DAY,
                Market.CM.header(),
                "849714402,61804.8,4,0.00647199," + MIDNIGHT_MS + ",false");
        assertThat(load("binance-coinm", "COINUSD_PERP", DAY, DAY).code()).isZero();
        assertThat(stack.trades("binance-coinm", "COINUSD_PERP"))
                .singleElement()
                .satisfies(trade -> {
                    assertThat(trade.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
                    assertThat(trade.getQuantity()).isEqualByComparingTo("4");
                    assertThat(trade.getQuoteQuantity()).isNull();
                    assertThat(trade.getSide()).isEqualTo(Side.BUY);
                });
    }

    @Test
    void aBadRowAndAPriceOfZeroGoToTheDeadLettersWithFileAndLine() throws IOException {
        ArchiveFolder.Day day = archive.day(Market.UM, "BADROWUSDT", DAY, rows(Market.UM, 20))
                .withBadRow(3)
                .withZeroPrice(5);
        String path = day.file().zipPath();
        LoadRun run = load("binance-usdm", "BADROWUSDT", DAY, DAY);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains("2 refused")
                .contains(path + ", line 3: price")
                .contains("line 5: price");
        assertThat(run.total("dead_letters")).isEqualTo(2);
        assertThat(run.total("rows")).isEqualTo(20);
        assertThat(stack.trades("binance-usdm", "BADROWUSDT")).hasSize(18);
        List<ConsumerRecord<String, byte[]>> letters = stack.deadLetters(path);
        assertThat(letters).extracting(ConsumerRecord::key).containsExactly(path + ":3", path + ":5");
        assertThat(new String(letters.getFirst().value(), StandardCharsets.UTF_8))
                .contains(",not-a-price,");
        assertThat(header(letters.getFirst(), "service")).isEqualTo("ingest-bulk");
        assertThat(header(letters.getFirst(), "error")).contains("not-a-price");
        assertThat(header(letters.getFirst(), "file")).isEqualTo(path);
        assertThat(header(letters.getFirst(), "line")).isEqualTo("3");
        assertThat(load("binance-usdm", "BADROWUSDT", DAY, DAY).code())
                .as("again: the refused rows are still refused")
                .isEqualTo(3);
        assertThat(stack.deadLetters(path)).hasSize(2);
    }

    @Test
    void aDamagedSecondFileLeavesNothingOfTheFirstEither() throws IOException {
        archive.day(Market.SPOT, "PAIRUSDT", DAY, rows(Market.SPOT, 10));
        archive.day(Market.SPOT, "PAIRUSDT", DAY.plusDays(1), rows(Market.SPOT, 10))
                .truncatedTo(60);
        LoadRun run = load("binance-spot", "PAIRUSDT", DAY, DAY.plusDays(1));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("PAIRUSDT-trades-2024-03-02.zip")
                .contains("damaged")
                .doesNotContain("\tat ");
        assertThat(run.file(0).get("outcome").asText()).isEqualTo("not tried");
        assertThat(run.file(1).get("outcome").asText()).isEqualTo("failed");
        assertThat(stack.trades("binance-spot", "PAIRUSDT")).isEmpty();
        assertThat(folder.resolve("work")).doesNotExist();
    }

    @Test
    void aWrongChecksumAndAClimbingEntryLoadNothing() throws IOException {
        archive.day(Market.SPOT, "SUMUSDT", DAY, rows(Market.SPOT, 10)).withWrongChecksum();
        archive.day(Market.SPOT, "CLIMBUSDT", DAY, rows(Market.SPOT, 10)).withClimbingEntry();

        LoadRun wrong = load("binance-spot", "SUMUSDT", DAY, DAY);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("SUMUSDT-trades-2024-03-01.zip: expected SHA-256");
        LoadRun climbing = load("binance-spot", "CLIMBUSDT", DAY, DAY);
        assertThat(climbing.code()).isEqualTo(1);
        assertThat(climbing.err()).contains("'../evil.csv', which climbs out");
        assertThat(stack.trades("binance-spot", "SUMUSDT")).isEmpty();
        assertThat(stack.trades("binance-spot", "CLIMBUSDT")).isEmpty();
    }

    @Test
    void anUnknownLayoutIsShownAndNothingIsLoaded() throws IOException {
        archive.day(Market.UM, "LAYOUTUSDT", DAY, "id,price,amount,quote_qty,time,is_buyer_maker", "1,2,3,6,4,true");
        LoadRun run = load("binance-usdm", "LAYOUTUSDT", DAY, DAY);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("line 1").contains("'id,price,amount,quote_qty,time,is_buyer_maker'");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        Files.createDirectories(archive.root());
        LoadRun run = load("binance-spot", "NOWHEREUSDT", DAY, DAY);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("data/spot/daily/trades/NOWHEREUSDT/NOWHEREUSDT-trades-2024-03-01.zip: not in")
                .contains("404");
    }

    @Test
    void daysMissingAtTheEndsAreWarnedOfAndFailOnlyWhenAsked() throws IOException {
        archive.day(Market.SPOT, "ENDSUSDT", DAY, rows(Market.SPOT, 10));
        LoadRun strict = load("binance-spot", "ENDSUSDT", DAY.minusDays(1), DAY.plusDays(1), "--missing", "fail");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.err()).contains("ENDSUSDT-trades-2024-02-29.zip");
        LoadRun run = load("binance-spot", "ENDSUSDT", DAY.minusDays(1), DAY.plusDays(1));
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("warning: data/spot/daily/trades/ENDSUSDT/ENDSUSDT-trades-2024-02-29.zip");
        assertThat(run.total("missing")).isEqualTo(2);
        assertThat(run.total("loaded")).isEqualTo(1);
    }

    @Test
    void aRepublishedFileIsRefusedUntilReloadIsAskedFor() throws IOException {
        archive.day(Market.SPOT, "AGAINUSDT", DAY, rows(Market.SPOT, 10));
        assertThat(load("binance-spot", "AGAINUSDT", DAY, DAY).code()).isZero();
        ArchiveFolder.Day anew = archive.day(Market.SPOT, "AGAINUSDT", DAY, rows(Market.SPOT, 12));

        LoadRun refused = load("binance-spot", "AGAINUSDT", DAY, DAY);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("published anew").contains("--reload");
        assertThat(stack.trades("binance-spot", "AGAINUSDT")).hasSize(10);

        LoadRun reloaded = load("binance-spot", "AGAINUSDT", DAY, DAY, "--reload");
        assertThat(reloaded.code()).as(reloaded.err()).isZero();
        assertThat(reloaded.total("published_now")).isEqualTo(12);
        assertThat(reloaded.total("published")).isEqualTo(12);
        assertThat(stack.trades("binance-spot", "AGAINUSDT")).hasSize(22);
        assertThat(stack.ledger("binance-spot", anew.file().zipPath()).getLast())
                .satisfies(entry -> {
                    assertThat(entry.getChecksum()).isEqualTo(anew.sha256());
                    assertThat(entry.getState()).isEqualTo(BulkFileState.LOADED);
                    assertThat(entry.getNextRow()).isEqualTo(12);
                });
        assertThat(load("binance-spot", "AGAINUSDT", DAY, DAY).total("published_now"))
                .isZero();
    }

    @Test
    void aLoadOverHttpOutlivesABusyServer() throws IOException {
        archive.day(Market.SPOT, "BUSYUSDT", DAY, rows(Market.SPOT, 10));
        try (ArchiveServer server = ArchiveServer.of(archive.root())) {
            server.inject(new Fault.Unavailable(PathPattern.of("*.zip"), 1));
            LoadRun run = loadFrom(
                    server.uri().toString(),
                    "binance-spot",
                    "BUSYUSDT",
                    DAY,
                    DAY,
                    "--set",
                    "bulk.fetch.backoff.max.ms=20");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(stack.trades("binance-spot", "BUSYUSDT")).hasSize(10);
        }
    }

    @Test
    void brokersThatCannotBeReachedMakeOneClearMessage() throws IOException {
        archive.day(Market.SPOT, "DARKUSDT", DAY, rows(Market.SPOT, 10));
        LoadRun run = load(
                "binance-spot",
                "DARKUSDT",
                DAY,
                DAY,
                "--set",
                "kafka.bootstrap.servers=127.0.0.1:1",
                "--set",
                "kafka.admin.default.api.timeout.ms=1000",
                "--set",
                "kafka.admin.request.timeout.ms=900");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("brokers cannot be asked").doesNotContain("\tat ");
    }

    private LoadRun load(String venue, String symbol, LocalDate from, LocalDate to, String... more) throws IOException {
        return loadFrom(archive.root().toString(), venue, symbol, from, to, more);
    }

    private LoadRun loadFrom(String place, String venue, String symbol, LocalDate from, LocalDate to, String... more)
            throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--archive",
                place,
                "--venue",
                venue,
                "--symbols",
                symbol,
                "--from",
                from.toString(),
                "--to",
                to.toString()));
        arguments.addAll(List.of(more));
        return LoadRun.of(stack.environment(), folder, new StopSignal(), arguments.toArray(String[]::new));
    }

    private static List<String> rows(Market market, int count) {
        String tail = market == Market.SPOT ? ",True,True" : ",true";
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> (1000 + i) + ",100.5,2,201," + (MIDNIGHT_MS + i) + tail)
                .toList();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
