package io.tickhouse.ingest.bulk.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.venue.SampleFile;
import io.tickhouse.market.AggTrade;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Kline;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.Trade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** First rows of real files, where they lie beside the checkout. */
class RecordedHeadsTest {
    private static final Path HEADS =
            Path.of(System.getProperty("tickhouse.root")).resolveSibling("shared/fixtures/binance-vision/heads");

    @Test
    void coinMarginedKlinesWithAHeader() throws Exception {
        List<Kline> klines = SampleFile.of("binance-coinm", "klines:1h", "BTCUSD_PERP", "2023-10-27")
                .records(lines("cm_klines_1h_2023-10-27_hdr_ms.csv"));
        assertThat(klines).hasSize(3);
        assertThat(klines.getFirst().getOpenTime()).isEqualTo("2023-10-27T00:00:00Z");
        assertThat(klines.getFirst().getVolume()).isEqualByComparingTo("409953");
        assertThat(klines.getFirst().getQuoteVolume()).isNull();
    }

    @Test
    void spotKlinesInMillisecondsAndInMicroseconds() throws Exception {
        List<Kline> hours = SampleFile.of("binance-spot", "klines:1h", "BTCUSDT", "2023-10-27")
                .records(lines("spot_klines_1h_2023-10-27_nohdr_ms.csv"));
        assertThat(hours).hasSize(3);
        assertThat(hours.getLast().getTakerBuyQuoteVolume()).isEqualByComparingTo("17815957.44816930");
        List<Kline> seconds = SampleFile.of("binance-spot", "klines:1s", "XRPUSDT", "2025-01-01")
                .records(lines("spot_klines_1s_2025-01-01_nohdr_us.csv"));
        assertThat(seconds)
                .extracting(Kline::getOpenTime)
                .containsExactly(
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Instant.parse("2025-01-01T00:00:01Z"),
                        Instant.parse("2025-01-01T00:00:02Z"));
    }

    @Test
    void doubledAndInterleavedRowsAreReadAsTheyStand() throws Exception {
        List<AggTrade> aggregates = SampleFile.of("binance-usdm", "aggTrades", "BTCUSDT", "2022-09")
                .records(lines("um_aggTrades_2022-09_nohdr_duplicated.csv"));
        assertThat(aggregates)
                .extracting(AggTrade::getAggTradeId)
                .containsExactly(1446230265L, 1446230265L, 1446230266L, 1446230266L, 1446230267L, 1446230267L);
        List<Trade> trades = SampleFile.of("binance-usdm", "trades", "BTCUSDT", "2020-08")
                .records(lines("um_trades_2020-08_interleaved.csv"));
        assertThat(trades).hasSize(7);
    }

    @Test
    void firstRowsOfEachType() throws Exception {
        String[] rows = lines("um_misc_first_rows.txt");
        assertThat(SampleFile.of("binance-usdm", "aggTrades", "SOLUSDT", "2023-01")
                        .<AggTrade>records(after(rows, "agg_trade_id", 3)))
                .hasSize(2);
        assertThat(SampleFile.of("binance-usdm", "trades", "SOLUSDT", "2026-01-01")
                        .<Trade>records(after(rows, "id,price", 2)))
                .hasSize(1);
        assertThat(SampleFile.of("binance-usdm", "klines:1h", "SOLUSDT", "2026-01-01")
                        .<Kline>records(after(rows, "open_time", 2)))
                .hasSize(1);
        assertThat(SampleFile.of("binance-usdm", "metrics", "SOLUSDT", "2026-01-01")
                        .<OpenInterest>records(after(rows, "create_time", 2)))
                .hasSize(1);
        assertThat(SampleFile.of("binance-usdm", "fundingRate", "BTCUSDT", "2026-06")
                        .<FundingRate>records(after(rows, "calc_time", 3)))
                .extracting(FundingRate::getFundingTime)
                .containsExactly(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2025-07-01T00:00:00Z"));
        assertThat(SampleFile.of("binance-spot", "trades", "SOLUSDT", "2026-01-01")
                        .<Trade>record(rows[rows.length - 1])
                        .getEventTime())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00.629785Z"));
    }

    private static String[] after(String[] rows, String header, int count) {
        int first = 0;
        while (!rows[first].startsWith(header)) {
            first++;
        }
        return Arrays.copyOfRange(rows, first, first + count);
    }

    private static String[] lines(String name) throws IOException {
        Path file = HEADS.resolve(name);
        Assumptions.assumeTrue(Files.isRegularFile(file), "no recorded rows in " + file);
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toArray(String[]::new);
    }
}
