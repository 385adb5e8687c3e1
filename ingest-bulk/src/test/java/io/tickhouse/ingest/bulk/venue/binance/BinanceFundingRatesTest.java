package io.tickhouse.ingest.bulk.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.ingest.bulk.venue.SampleFile;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Source;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceFundingRatesTest {
    private static final String HEADER = "calc_time,funding_interval_hours,last_funding_rate";

    private final SampleFile file = SampleFile.of("binance-usdm", "fundingRate", "BTCUSDT", "2024-03");

    @Test
    void aRateIsSettledAtItsSecondAndTheJitterIsWhenItWasCalculated() throws Exception {
        assertThat(file.<FundingRate>record(HEADER, "1709280000007,8,-0.00012345"))
                .isEqualTo(FundingRate.newBuilder()
                        .setVenue("binance-usdm")
                        .setSymbol("BTCUSDT")
                        .setFundingTime(Instant.parse("2024-03-01T08:00:00Z"))
                        .setRate(new BigDecimal("-0.00012345").setScale(18))
                        .setIntervalMinutes(480)
                        .setSettled(true)
                        .setEventTime(Instant.parse("2024-03-01T08:00:00.007Z"))
                        .setSource(Source.BULK)
                        .build());
    }

    @Test
    void rowsOfFilesWithoutAHeaderAndOfCoinMarginedContractsAreTheSame() throws Exception {
        FundingRate rate = SampleFile.of("binance-coinm", "fundingRate", "BTCUSD_PERP", "2024-03")
                .record("1709280000000,4,0.0001");
        assertThat(rate.getVenue()).isEqualTo("binance-coinm");
        assertThat(rate.getIntervalMinutes()).isEqualTo(240);
    }

    @Test
    void aBlankIntervalIsNotKnown() throws Exception {
        assertThat(file.<FundingRate>record(HEADER, "1709280000000,,0.0001").getIntervalMinutes())
                .isNull();
    }

    @Test
    void aRowBelongsToTheMonthInWhichItWasCalculated() throws Exception {
        RowReader reader = file.reader(HEADER, "1709251200001,8,0.0001");
        VolumeSum sum = new VolumeSum();
        reader.addVolume(sum);
        assertThat(reader.time()).isEqualTo(1_709_251_200_001_000L);
        assertThat(reader.id()).isEqualTo(RowReader.NO_ID);
        assertThat(sum.isUsed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1709280000,8,0.0001 | calc_time: expected milliseconds",
                "1709280000000,0,0.0001 | funding_interval_hours: expected 1 to 24 hours, found '0'",
                "1709280000000,480,0.0001 | funding_interval_hours: expected 1 to 24 hours",
                "1709280000000,8h,0.0001 | funding_interval_hours: expected a whole number",
                "1709280000000,8, | last_funding_rate: ",
                "1709280000000,8,1e-4 | last_funding_rate: ",
                "1709280000000,8 | expected 3 columns, found 2"
            })
    void aRateThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        file.assertRefused(HEADER, row).hasMessageContaining(reason);
    }

    @Test
    void aFirstLineOfAnotherLayoutIsAnError() {
        file.assertUnknown("1709280000000,0.0001");
        file.assertUnknown("symbol,calc_time,last_funding_rate");
    }
}
