package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What analysts see, with merges running or not. */
@WithLocalStack
class ViewsTest {
    private static Stack stack;
    private static RunningSink sink;

    @BeforeAll
    static void start(Endpoints endpoints) {
        stack = Stack.of(endpoints);
        sink = RunningSink.start(endpoints);
    }

    @AfterAll
    static void stop() {
        sink.close();
        stack.close();
    }

    @Test
    void theSameTradeInMillisecondsFromBulkAndInMicrosecondsLiveIsOneRowAndTheLiveOneWins() throws Exception {
        Trade live = Records.trade("PAIR", 1);
        live.setEventTime(Instant.parse("2024-08-08T12:00:59.999876Z"));
        live.setReceiveTime(live.getEventTime().plusMillis(5));
        live.setSource(Source.LIVE);
        Trade bulk = Records.trade("PAIR", 1);
        bulk.setEventTime(live.getEventTime().truncatedTo(ChronoUnit.MILLIS));

        stack.send(Topics.TRADES, record -> "PAIR", Stream.of(live));
        stack.await("SELECT count() FROM market_store.trades WHERE symbol = 'PAIR'", 1);
        stack.send(Topics.TRADES_HISTORY, record -> "PAIR", Stream.of(bulk, Records.trade("PAIR-END", 1)));
        stack.await("SELECT count() FROM market.trades WHERE symbol = 'PAIR-END'", 1);
        assertThat(stack.lines("SELECT source, event_time FROM market.trades WHERE symbol = 'PAIR'"))
                .containsExactly("LIVE\t2024-08-08 12:00:59.999876");
        stack.clickhouse.execute("OPTIMIZE TABLE market_store.trades PARTITION 202408 FINAL");
        assertThat(stack.lines("SELECT source FROM market_store.trades WHERE symbol = 'PAIR'"))
                .containsExactly("LIVE");
    }

    @Test
    void ofTwoCandlesTheOneWithMoreTradesWinsThenTheClosedThenTheLater() throws Exception {
        Instant later = Records.NOON.plusSeconds(60);
        winner(
                "MORE",
                "10\tfalse\t2024-08-08 12:00:00.123456",
                Stream.of(Records.candle("MORE", 10, false, Records.NOON), Records.candle("MORE", 9, true, later)));
        winner(
                "CLOSED",
                "10\ttrue\t2024-08-08 12:00:00.123456",
                Stream.of(
                        Records.candle("CLOSED", 10, true, Records.NOON), Records.candle("CLOSED", 10, false, later)));
        winner(
                "LATER",
                "10\ttrue\t2024-08-08 12:01:00.123456",
                Stream.of(Records.candle("LATER", 10, true, later), Records.candle("LATER", 10, true, Records.NOON)));
    }

    private static void winner(String symbol, String expected, Stream<io.tickhouse.market.Candle> candles)
            throws Exception {
        // the last one of the partition: when it is there, all are
        stack.send(
                Topics.CANDLES,
                record -> symbol,
                Stream.concat(candles, Stream.of(Records.candle(symbol + "-END", 1, true, Records.NOON))));
        stack.await("SELECT count() FROM market.candles WHERE symbol = '" + symbol + "-END'", 1);
        assertThat(stack.lines(
                        "SELECT trade_count, closed, update_time FROM market.candles WHERE symbol = '" + symbol + "'"))
                .containsExactly(expected);
    }

    @Test
    void everyColumnOfEveryViewAndTableIsCommented() throws Exception {
        assertThat(stack.lines("SELECT database, table, name FROM system.columns"
                        + " WHERE database IN ('market', 'market_store') AND comment = ''"))
                .isEmpty();
        assertThat(stack.lines("SELECT name FROM system.tables WHERE database = 'market' ORDER BY name"))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("coverage_by_day", "latency"),
                                Topics.all().stream().flatMap(topic -> topic.table().stream()))
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void aProductOfTheLargestNumbersTheTablesHoldIsExactThroughTheView() throws Exception {
        Trade trade = Records.trade("LARGE", 1);
        trade.setPrice(Records.decimal("99999999999999999999.999999999999999999"));
        trade.setQuantity(Records.decimal("99999999999999999999.999999999999999999"));
        stack.send(Topics.TRADES, record -> "LARGE", Stream.of(trade));
        stack.await("SELECT count() FROM market.trades WHERE symbol = 'LARGE'", 1);

        assertThat(stack.cell("SELECT sum(price * quantity) FROM market.trades WHERE symbol = 'LARGE'"))
                .isEqualTo("9999999999999999999999999999999999999800.000000000000000000000000000000000001");
    }

    @Test
    void everyViewRunsWithItsMakersRightsSoThatAnalystsNeedGrantsOnMarketAlone() throws Exception {
        assertThat(stack.lines("SELECT name FROM system.tables WHERE database = 'market'"
                        + " AND create_table_query NOT LIKE '%SQL SECURITY DEFINER%'"))
                .isEmpty();
    }

    @Test
    void quoteVolumeAndVolumeWeightedPriceOfRecordedTradesAreRight() throws Exception {
        Path folder = Path.of(System.getProperty("tickhouse.root", ".."))
                .resolve("../shared/fixtures/vision-mirror/data/spot/daily/trades/BTCUSDT");
        assumeTrue(Files.isDirectory(folder), "the recorded trades are not there: " + folder);
        stack.send(Topics.TRADES_HISTORY, record -> "RECORDED", recorded(folder).stream());
        stack.await("SELECT count() FROM market.trades WHERE symbol = 'RECORDED'", 19_904);

        assertThat(stack.cell("SELECT sum(price * quantity), sum(price * quantity) / sum(quantity)"
                        + " FROM market.trades WHERE symbol = 'RECORDED'"))
                .startsWith("27006929.59")
                .contains("\t61671.55");
    }

    private static List<Trade> recorded(Path folder) throws Exception {
        List<Trade> trades = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path zip : files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList()) {
                try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
                    in.getNextEntry();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                    lines.lines()
                            .filter(line -> Character.isDigit(line.charAt(0)))
                            .forEach(line -> trades.add(trade(line)));
                }
            }
        }
        return trades;
    }

    private static Trade trade(String line) {
        String[] cells = line.split(",", -1);
        Trade trade = Records.trade("RECORDED", Long.parseLong(cells[0]));
        trade.setPrice(Records.decimal(cells[1]));
        trade.setQuantity(Records.decimal(cells[2]));
        long time = Long.parseLong(cells[4]);
        trade.setEventTime(Instant.EPOCH.plus(cells[4].length() > 13 ? time : time * 1000, ChronoUnit.MICROS));
        return trade;
    }
}
