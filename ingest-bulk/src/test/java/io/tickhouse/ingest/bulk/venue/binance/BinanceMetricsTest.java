package io.tickhouse.ingest.bulk.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.venue.SampleFile;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Times;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceMetricsTest {
    private static final String HEADER =
            "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,"
                    + "sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio";
    private static final String ROW = "2024-03-01 00:05:00,BTCUSDT,78000.123,4800000000.5,1.2,0.9,1.5,1.01";

    private final SampleFile um = SampleFile.of("binance-usdm", "metrics", "BTCUSDT", "2024-03-01");

    @Test
    void aUsdMarginedRowIsReadToTheDigit() throws Exception {
        assertThat(um.<OpenInterest>record(HEADER, ROW))
                .isEqualTo(OpenInterest.newBuilder()
                        .setVenue("binance-usdm")
                        .setSymbol("BTCUSDT")
                        .setOpenInterest(decimal("78000.123"))
                        .setQuantityUnit(QuantityUnit.BASE)
                        .setBaseQuantity(decimal("78000.123"))
                        .setQuoteValue(decimal("4800000000.5"))
                        .setTopTraderAccountRatio(decimal("1.2"))
                        .setTopTraderPositionRatio(decimal("0.9"))
                        .setAccountRatio(decimal("1.5"))
                        .setTakerVolumeRatio(decimal("1.01"))
                        .setEventTime(Instant.parse("2024-03-01T00:05:00Z"))
                        .setSource(Source.BULK)
                        .build());
        assertThat(um.<OpenInterest>record(ROW).getAccountRatio())
                .as("without a header")
                .isEqualByComparingTo("1.5");
    }

    @Test
    void coinMarginedOpenInterestIsContractsAndItsValueBaseCurrency() throws Exception {
        SampleFile cm = SampleFile.of("binance-coinm", "metrics", "BTCUSD_PERP", "2025-03-01");
        OpenInterest row = cm.record(HEADER, "2025-03-01 00:00:00,BTCUSD_PERP,5500000,6400.25,1.2,0.9,1.5,1.01");
        assertThat(row.getOpenInterest()).isEqualByComparingTo("5500000");
        assertThat(row.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(row.getBaseQuantity()).isEqualByComparingTo("6400.25");
        assertThat(row.getQuoteValue()).isNull();
        assertThat(row.getEventTime()).as("the end of the five minutes").isEqualTo("2025-03-01T00:05:00Z");
    }

    /** Labels name the end of the five minutes until 2026-06-24 and their start from 2026-06-25 on. */
    @ParameterizedTest
    @CsvSource({
        "2026-06-24, 2026-06-24 00:05:00, 2026-06-24T00:05:00Z",
        "2026-06-24, 2026-06-25 00:00:00, 2026-06-25T00:00:00Z",
        "2026-06-25, 2026-06-25 00:00:00, 2026-06-25T00:05:00Z",
        "2026-06-25, 2026-06-25 23:55:00, 2026-06-26T00:00:00Z"
    })
    void aFigureIsOfTheEndOfItsFiveMinutesWhateverItsLabelNames(String day, String label, Instant moment)
            throws Exception {
        SampleFile file = SampleFile.of("binance-usdm", "metrics", "BTCUSDT", day);
        String row = label + ",BTCUSDT,1,1,1,1,1,1";
        assertThat(file.<OpenInterest>record(HEADER, row).getEventTime()).isEqualTo(moment);
        RowReader reader = file.reader(HEADER, row);
        assertThat(reader.time())
                .as("by its start it is one of the file's day")
                .isEqualTo(Times.micros(moment) - 300_000_000)
                .isBetween(
                        Times.micros(file.file().period().start()),
                        Times.micros(file.file().period().end()) - 1);
        assertThat(reader.id()).isEqualTo(RowReader.NO_ID);
    }

    @Test
    void blanksAreFiguresThatTheVenueHasNot() throws Exception {
        OpenInterest row = um.record(HEADER, "2024-03-01 00:05:00,BTCUSDT,78000.123,,,,,");
        assertThat(row.getQuoteValue()).isNull();
        assertThat(row.getTopTraderAccountRatio()).isNull();
        assertThat(row.getTopTraderPositionRatio()).isNull();
        assertThat(row.getAccountRatio()).isNull();
        assertThat(row.getTakerVolumeRatio()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-03-01 00:05:00,BTCUSDT,,1,1,1,1,1 | sum_open_interest: ",
                "2024-03-01 00:05:00,BTCUSDT,-1,1,1,1,1,1 | sum_open_interest: expected 0 or more",
                "2024-03-01 00:05:00,BTCUSDT,1,1,1,1,1,-1 | sum_taker_long_short_vol_ratio: expected 0 or more",
                "2024-03-01 00:05:00,ETHUSDT,1,1,1,1,1,1 | symbol: expected BTCUSDT, found 'ETHUSDT'",
                "2024-03-01,BTCUSDT,1,1,1,1,1,1 | create_time: expected a UTC time",
                "1709251500000,BTCUSDT,1,1,1,1,1,1 | create_time: expected a UTC time",
                "2024-03-01 00:05:00,BTCUSDT,1,1,1,1,1 | expected 8 columns, found 7"
            })
    void aRowThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        um.assertRefused(HEADER, row).hasMessageContaining(reason);
    }

    @Test
    void aFirstLineOfAnotherLayoutIsAnError() {
        um.assertUnknown("2024-03-01 00:05:00,BTCUSDT,1,1,1,1,1");
        um.assertUnknown("create_time,symbol,sum_open_interest,sum_open_interest_value");
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text).setScale(18);
    }
}
