package io.tickhouse.ingest.bulk.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.ingest.bulk.venue.SampleFile;
import io.tickhouse.market.Kline;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceKlinesTest {
    private static final String HEADER =
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
    private static final String ROW =
            "1709251200000,61000.10,61010.20,60990.30,61005.40,12.5,1709254799999,762500.5,770,6.25,381250.25,0";

    private final SampleFile spot = SampleFile.of("binance-spot", "klines:1h", "BTCUSDT", "2024-03-01");

    @Test
    void aSpotKlineIsReadToTheDigit() throws Exception {
        assertThat(spot.<Kline>record(ROW)).isEqualTo(expected().build());
        RowReader reader = spot.reader(ROW);
        VolumeSum sum = new VolumeSum();
        reader.addVolume(sum);
        assertThat(reader.id()).isEqualTo(RowReader.NO_ID);
        assertThat(reader.time()).isEqualTo(1_709_251_200_000_000L);
        assertThat(sum.value()).isEqualByComparingTo("12.5");
    }

    @Test
    void aFuturesKlineIsTheSameWithAHeader() throws Exception {
        SampleFile um = SampleFile.of("binance-usdm", "klines:1h", "BTCUSDT", "2024-03-01");
        assertThat(um.<Kline>record(HEADER, ROW))
                .isEqualTo(expected().setVenue("binance-usdm").build())
                .isEqualTo(um.<Kline>record(ROW));
    }

    @Test
    void aSpotKlineInMicrosecondsEndsAMicrosecondBeforeTheNext() throws Exception {
        SampleFile seconds = SampleFile.of("binance-spot", "klines:1s", "BTCUSDT", "2025-01-01");
        Kline kline = seconds.record("1735689600000000,0.316,0.316,0.316,0.316,0,1735689600999999,0,0,0,0,0");
        assertThat(kline.getOpenTime()).isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(kline.getCloseTime()).isEqualTo(Instant.parse("2025-01-01T00:00:01Z"));
        assertThat(kline.getEventTime()).isEqualTo(Instant.parse("2025-01-01T00:00:00.999999Z"));
        assertThat(kline.getVolume()).as("nothing was traded, which is known").isZero();
    }

    @Test
    void coinMarginedVolumesAreContractsAndTheirBaseVolumesAreLeftOut() throws Exception {
        SampleFile cm = SampleFile.of("binance-coinm", "klines:1h", "BTCUSD_PERP", "2024-03-01");
        Kline kline = cm.record(
                HEADER, "1709251200000,61000.1,61010.2,60990.3,61005.4,1234,1709254799999,2.02,77,600,0.98,0");
        assertThat(kline.getVolume()).isEqualByComparingTo("1234");
        assertThat(kline.getTakerBuyVolume()).isEqualByComparingTo("600");
        assertThat(kline.getQuantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(kline.getQuoteVolume()).isNull();
        assertThat(kline.getTakerBuyQuoteVolume()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "markPriceKlines, MARK, BTCUSDT",
        "indexPriceKlines, INDEX, BTCUSDT",
        "premiumIndexKlines, PREMIUM, BTCUSDT"
    })
    void klinesOfOtherPricesHaveNoVolumesAndCountSamples(String type, PriceType priceType, String symbol)
            throws Exception {
        SampleFile um = SampleFile.of("binance-usdm", type + ":1h", symbol, "2024-03-01");
        String row = "1709251200000,61000.1,61010.2,60990.3,61005.4,0,1709254799999,0,3600,0,0,0";
        Kline kline = um.record(HEADER, row);
        assertThat(kline.getPriceType()).isEqualTo(priceType);
        assertThat(kline.getTradeCount()).isEqualTo(3600);
        assertThat(kline.getVolume()).isNull();
        assertThat(kline.getQuoteVolume()).isNull();
        assertThat(kline.getTakerBuyVolume()).isNull();
        assertThat(kline.getTakerBuyQuoteVolume()).isNull();
        VolumeSum sum = new VolumeSum();
        um.reader(row).addVolume(sum);
        assertThat(sum.isUsed()).isFalse();
    }

    @Test
    void aPremiumMayBeNegativeAndAPriceMayNot() throws Exception {
        String row = "1709251200000,-0.0001,0.0002,-0.00030001,0,0,1709254799999,0,720,0,0,0";
        SampleFile premium = SampleFile.of("binance-usdm", "premiumIndexKlines:1h", "BTCUSDT", "2024-03-01");
        assertThat(premium.<Kline>record(row).getLow()).isEqualByComparingTo("-0.00030001");
        SampleFile mark = SampleFile.of("binance-usdm", "markPriceKlines:1h", "BTCUSDT", "2024-03-01");
        mark.assertRefused(row).hasMessage("open: expected more than 0, found '-0.0001'");
    }

    @Test
    void coinMarginedIndexKlinesAreOfThePair() throws Exception {
        SampleFile index = SampleFile.of("binance-coinm", "indexPriceKlines:1h", "BTCUSD", "2024-03-01");
        assertThat(index.<Kline>record(ROW).getSymbol()).isEqualTo("BTCUSD");
    }

    @Test
    void aMonthIsAsLongAsItIsAndSpelledAsTheContractSpellsIt() throws Exception {
        SampleFile months = SampleFile.of("binance-spot", "klines:1M", "BTCUSDT", "2024-02");
        Kline kline = months.record("1706745600000,1,2,0.5,1.5,9,1709251199999,9,9,4,4,0");
        assertThat(kline.getInterval()).isEqualTo("1M");
        assertThat(kline.getCloseTime()).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
    }

    @Test
    void aWeekThatHasNotEndedIsNotClosed() throws Exception {
        SampleFile weeks = SampleFile.of("binance-spot", "klines:1w", "BTCUSDT", "2026-10");
        // tests read at 2026-11-01T00:00:00Z, a Sunday
        assertThat(weeks.<Kline>record("1792368000000000,1,2,0.5,1.5,9,1792972799999999,9,9,4,4,0")
                        .getClosed())
                .as("the week of 2026-10-19")
                .isTrue();
        assertThat(weeks.<Kline>record("1792972800000000,1,2,0.5,1.5,9,1793577599999999,9,9,4,4,0")
                        .getClosed())
                .as("the week of 2026-10-26")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1709251200001,1,1,1,1,1,1709254799999,1,1,1,1,0 | open_time: expected the start of an interval of 1h",
                "1709251200000,1,1,1,1,1,1709254800000,1,1,1,1,0 | close_time: expected a time within the 1h",
                "1709251200000,1,1,1,1,1,1709251199999,1,1,1,1,0 | close_time: expected a time within the 1h",
                "1709251200000,1,0,1,1,1,1709254799999,1,1,1,1,0 | high: expected more than 0",
                "1709251200000,1,1,1,,1,1709254799999,1,1,1,1,0 | close: ",
                "1709251200000,1,1,1,1,-1,1709254799999,1,1,1,1,0 | volume: expected 0 or more",
                "1709251200000,1,1,1,1,1,1709254799999,-1,1,1,1,0 | quote_volume: expected 0 or more",
                "1709251200000,1,1,1,1,1,1709254799999,1,1.5,1,1,0 | count: expected a whole number",
                "1709251200000,1,1,1,1,1,1709254799999,1,1,1,1 | expected 12 columns, found 11"
            })
    void aKlineThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        spot.assertRefused(ROW, row).hasMessageContaining(reason);
    }

    @Test
    void aFirstLineOfAnotherLayoutIsAnError() {
        spot.assertUnknown("1709251200000,1,1,1,1,1,1709254799999,1,1,1,1");
        spot.assertUnknown("open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume");
    }

    private static Kline.Builder expected() {
        return Kline.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setPriceType(PriceType.TRADE)
                .setInterval("1h")
                .setOpenTime(Instant.parse("2024-03-01T00:00:00Z"))
                .setCloseTime(Instant.parse("2024-03-01T01:00:00Z"))
                .setOpen(decimal("61000.1"))
                .setHigh(decimal("61010.2"))
                .setLow(decimal("60990.3"))
                .setClose(decimal("61005.4"))
                .setVolume(decimal("12.5"))
                .setQuoteVolume(decimal("762500.5"))
                .setTakerBuyVolume(decimal("6.25"))
                .setTakerBuyQuoteVolume(decimal("381250.25"))
                .setTradeCount(770L)
                .setQuantityUnit(QuantityUnit.BASE)
                .setClosed(true)
                .setEventTime(Instant.parse("2024-03-01T00:59:59.999Z"))
                .setSource(Source.BULK);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text).setScale(18);
    }
}
