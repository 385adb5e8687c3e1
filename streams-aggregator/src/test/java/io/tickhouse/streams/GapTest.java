package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.Candle;
import io.tickhouse.market.GapStatus;
import io.tickhouse.market.Kline;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a stream of ids or klines becomes a gap, and what becomes of it. */
class GapTest extends GapScene {
    @Test
    void missingIdsAreAGapThatIsRepairedWhenTheyComeAndTheCandleIsCorrected() {
        trades(Topics.TRADES, "v:S", 1, 100);
        assertThat(gaps()).isEmpty();
        trades(Topics.TRADES, "v:S", 111, 200);
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.getStatus()).isEqualTo(GapStatus.OPEN);
            assertThat(gap.getCause()).isEqualTo("MISSING_IDS");
            assertThat(gap.getFirstMissing()).isEqualTo(101);
            assertThat(gap.getLastMissing()).isEqualTo(110);
            assertThat(gap.getMissingCount()).isEqualTo(10);
            assertThat(gap.getFromTime()).isEqualTo(START.plusSeconds(100));
            assertThat(gap.getToTime()).isEqualTo(START.plusSeconds(111));
        });
        assertThat(aggregator.read(Topics.CANDLES))
                .filteredOn(candle -> !candle.getComplete())
                .hasSize(2);
        trades(Topics.TRADES, "v:S", 101, 110);
        aggregator.advance(Duration.ofMillis(100));
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED);
            assertThat(gap.getGapId()).isEqualTo("trades:101-110");
        });
        assertThat(aggregator.read(Topics.CANDLES))
                .singleElement()
                .satisfies(candle -> assertThat(candle.getComplete()).isTrue());
    }

    @Test
    void aRepairThatStopsIsToldAsFarAsItCame() {
        trades(Topics.TRADES, "v:S", 1, 100);
        trades(Topics.TRADES, "v:S", 111, 200);
        trades(Topics.TRADES, "v:S", 103, 104);
        gaps();
        aggregator.advance(Duration.ofSeconds(10));
        assertThat(gaps())
                .extracting(gap -> gap.getGapId() + " " + gap.getFirstMissing() + "-" + gap.getLastMissing() + " "
                        + gap.getStatus())
                .containsExactly(
                        "trades:101-110 101-102 OPEN",
                        "trades:103-104 103-104 REPAIRED",
                        "trades:105-110 105-110 OPEN");
        trades(Topics.TRADES, "v:S", 101, 102);
        trades(Topics.TRADES, "v:S", 105, 110);
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(gaps())
                .extracting(gap -> gap.getGapId() + " " + gap.getStatus())
                .containsExactly("trades:101-110 REPAIRED", "trades:105-110 REPAIRED");
    }

    @Test
    void aGapOfTheLiveLaneIsRepairedByAnArchivesTradesToo() {
        trades(Topics.TRADES, "v:S", 1, 100);
        trades(Topics.TRADES, "v:S", 111, 200);
        gaps();
        trades(Topics.TRADES_HISTORY, "v:S", 90, 150);
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED));
    }

    @Test
    void aProofOfTheIdsRepairsAGap() {
        trades(Topics.TRADES, "v:S", 1, 100);
        trades(Topics.TRADES, "v:S", 111, 200);
        gaps();
        coverage("trades", 50L, 160L, START, START.plusSeconds(200));
        assertThat(gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED));
    }

    @Test
    void whatMissesInBothLanesIsOneGap() {
        for (Topic<Trade> lane : List.of(Topics.TRADES, Topics.TRADES_HISTORY)) {
            trades(lane, "v:S", 1, 100);
            trades(lane, "v:S", 111, 200);
        }
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(gaps()).hasSize(1);
    }

    @Test
    void anEarlierArchiveLoadedAfterALaterOneIsNoGap() {
        trades(Topics.TRADES_HISTORY, "v:S", 8_001, 9_000);
        trades(Topics.TRADES_HISTORY, "v:S", 1, 4_000);
        trades(Topics.TRADES_HISTORY, "v:S", 4_001, 8_000);
        aggregator.advance(Duration.ofMinutes(1));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aSingleIdIsExplainedWhereTheVenueHidesThemAndRepairedWhenItComesAfterAll() {
        trades(Topics.TRADES, "binance-usdm:S", 1, 100);
        trades(Topics.TRADES, "binance-usdm:S", 102, 200);
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.getStatus()).isEqualTo(GapStatus.EXPLAINED);
            assertThat(gap.getExplanation()).contains("binance-usdm");
        });
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES))
                .filteredOn(candle -> candle.getOpenTime().equals(START.plusSeconds(60)))
                .last()
                .matches(Candle::getComplete);
        trades(Topics.TRADES, "binance-usdm:S", 101, 101);
        aggregator.advance(Duration.ofMillis(100));
        assertThat(gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED));
        assertThat(aggregator.read(Topics.CANDLES))
                .singleElement()
                .satisfies(candle -> assertThat(candle.getTradeCount()).isEqualTo(60));
    }

    @Test
    void missingKlinesAreAGapUntilTheyComeByWhateverWay() {
        kline(Topics.KLINES, "2026-05-04T03:00:00Z");
        kline(Topics.KLINES, "2026-05-04T03:01:00Z");
        kline(Topics.KLINES, "2026-05-04T03:04:00Z");
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.getDataType()).isEqualTo("klines-1m");
            assertThat(gap.getCause()).isEqualTo("MISSING_KLINES");
            assertThat(gap.getMissingCount()).isEqualTo(2);
            assertThat(gap.getFromTime()).isEqualTo(Instant.parse("2026-05-04T03:02:00Z"));
            assertThat(gap.getToTime()).isEqualTo(Instant.parse("2026-05-04T03:04:00Z"));
        });
        kline(Topics.KLINES_HISTORY, "2026-05-04T03:02:00Z");
        kline(Topics.KLINES_HISTORY, "2026-05-04T03:03:00Z");
        assertThat(gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED));
    }

    @Test
    void noKlineIsMissingWhereIntervalsWithoutTradesHaveNone() {
        kline(Topics.KLINES, "kraken-spot", "2026-05-04T03:00:00Z");
        kline(Topics.KLINES, "kraken-spot", "2026-05-04T03:04:00Z");
        assertThat(gaps()).isEmpty();
    }

    private void kline(Topic<Kline> lane, String open) {
        kline(lane, "v", open);
    }

    private void kline(Topic<Kline> lane, String venue, String open) {
        BigDecimal one = BigDecimal.ONE.setScale(18);
        aggregator.send(
                lane,
                venue + ":S",
                Kline.newBuilder()
                        .setVenue(venue)
                        .setSymbol("S")
                        .setPriceType(PriceType.TRADE)
                        .setInterval("1m")
                        .setOpenTime(Instant.parse(open))
                        .setCloseTime(Instant.parse(open).plusSeconds(60))
                        .setOpen(one)
                        .setHigh(one)
                        .setLow(one)
                        .setClose(one)
                        .setVolume(one)
                        .setQuantityUnit(QuantityUnit.BASE)
                        .setClosed(true)
                        .setEventTime(Instant.parse(open))
                        .setSource(Source.LIVE)
                        .build());
    }
}
