package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.Candle;
import io.tickhouse.market.Coverage;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.GapStatus;
import io.tickhouse.market.Kline;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes a gap, and what becomes of it. */
class GapTest {
    private static final Instant START = Instant.parse("2026-05-04T03:00:00Z");
    private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestAggregator aggregator;

    @BeforeEach
    void start() {
        aggregator = new TestAggregator(
                folder,
                NOW,
                "streams.intervals=1m",
                "streams.feed.patience.ms=" + Duration.ofDays(1).toMillis());
    }

    /** The wall clock is that of the captures. */
    private void startInTime() {
        aggregator.close();
        aggregator = new TestAggregator(folder.resolve("in-time"), START, "streams.intervals=1m");
    }

    @AfterEach
    void close() {
        aggregator.close();
    }

    @Test
    void missingIdsAreAGapThatIsRepairedWhenTheyComeAndTheCandleIsCorrected() {
        trades(Topics.TRADES, "v:S", 1, 100);
        assertThat(aggregator.read(Topics.GAPS)).isEmpty();
        trades(Topics.TRADES, "v:S", 111, 200);
        assertThat(aggregator.read(Topics.GAPS)).singleElement().satisfies(gap -> {
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
        assertThat(aggregator.read(Topics.GAPS)).singleElement().satisfies(gap -> {
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
        aggregator.read(Topics.GAPS);
        aggregator.advance(Duration.ofSeconds(10));
        assertThat(aggregator.read(Topics.GAPS))
                .extracting(gap -> gap.getGapId() + " " + gap.getFirstMissing() + "-" + gap.getLastMissing() + " "
                        + gap.getStatus())
                .containsExactly(
                        "trades:101-110 101-102 OPEN",
                        "trades:103-104 103-104 REPAIRED",
                        "trades:105-110 105-110 OPEN");
        trades(Topics.TRADES, "v:S", 101, 102);
        trades(Topics.TRADES, "v:S", 105, 110);
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(aggregator.read(Topics.GAPS))
                .extracting(gap -> gap.getGapId() + " " + gap.getStatus())
                .containsExactly("trades:101-110 REPAIRED", "trades:105-110 REPAIRED");
    }

    @Test
    void aGapOfTheLiveLaneIsRepairedByAnArchivesTradesToo() {
        trades(Topics.TRADES, "v:S", 1, 100);
        trades(Topics.TRADES, "v:S", 111, 200);
        aggregator.read(Topics.GAPS);
        trades(Topics.TRADES_HISTORY, "v:S", 90, 150);
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(aggregator.read(Topics.GAPS))
                .singleElement()
                .satisfies(gap -> assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED));
    }

    @Test
    void aProofOfTheIdsRepairsAGap() {
        trades(Topics.TRADES, "v:S", 1, 100);
        trades(Topics.TRADES, "v:S", 111, 200);
        aggregator.read(Topics.GAPS);
        coverage("trades", 50L, 160L, START, START.plusSeconds(200));
        assertThat(aggregator.read(Topics.GAPS))
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
        assertThat(aggregator.read(Topics.GAPS)).hasSize(1);
    }

    @Test
    void anEarlierArchiveLoadedAfterALaterOneIsNoGap() {
        trades(Topics.TRADES_HISTORY, "v:S", 8_001, 9_000);
        trades(Topics.TRADES_HISTORY, "v:S", 1, 4_000);
        trades(Topics.TRADES_HISTORY, "v:S", 4_001, 8_000);
        aggregator.advance(Duration.ofMinutes(1));
        assertThat(aggregator.read(Topics.GAPS)).isEmpty();
    }

    @Test
    void aSingleIdIsExplainedWhereTheVenueHidesThemAndRepairedWhenItComesAfterAll() {
        trades(Topics.TRADES, "binance-usdm:S", 1, 100);
        trades(Topics.TRADES, "binance-usdm:S", 102, 200);
        assertThat(aggregator.read(Topics.GAPS)).singleElement().satisfies(gap -> {
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
        assertThat(aggregator.read(Topics.GAPS))
                .singleElement()
                .satisfies(gap -> assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED));
        assertThat(aggregator.read(Topics.CANDLES))
                .singleElement()
                .satisfies(candle -> assertThat(candle.getTradeCount()).isEqualTo(60));
    }

    @Test
    void anOutageIsOneGapWithTheIdsItCost() {
        trades(Topics.TRADES, "v:S", 1, 100);
        status("trades", FeedState.LIVE, 1, null);
        status("trades", FeedState.DISCONNECTED, 100, 100L);
        GapEvent told = aggregator.read(Topics.GAPS).getFirst();
        assertThat(told.getCause()).isEqualTo("OUTAGE");
        assertThat(told.getToTime()).isNull();
        status("trades", FeedState.LIVE, 110, 100L);
        trades(Topics.TRADES, "v:S", 111, 200);
        assertThat(aggregator.read(Topics.GAPS))
                .allSatisfy(gap -> assertThat(gap.getGapId()).isEqualTo(told.getGapId()))
                .last()
                .satisfies(gap -> {
                    assertThat(gap.getStatus()).isEqualTo(GapStatus.OPEN);
                    assertThat(gap.getFirstMissing()).isEqualTo(101);
                    assertThat(gap.getLastMissing()).isEqualTo(110);
                });
        trades(Topics.TRADES, "v:S", 101, 110);
        assertThat(aggregator.read(Topics.GAPS)).last().satisfies(gap -> {
            assertThat(gap.getGapId()).isEqualTo(told.getGapId());
            assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED);
        });
    }

    @Test
    void aSilenceAfterWhichIdsFollowOnIsTheVenuesAndExplained() {
        trades(Topics.TRADES, "v:S", 1, 100);
        status("trades", FeedState.LIVE, 1, null);
        status("trades", FeedState.STALE, 160, 100L);
        assertThat(aggregator.read(Topics.GAPS)).singleElement().satisfies(gap -> {
            assertThat(gap.getCause()).isEqualTo("SILENCE");
            assertThat(gap.getStatus()).isEqualTo(GapStatus.OPEN);
        });
        status("trades", FeedState.LIVE, 190, 100L);
        trades(Topics.TRADES, "v:S", 101, 150);
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(aggregator.read(Topics.GAPS)).last().satisfies(gap -> {
            assertThat(gap.getStatus()).isEqualTo(GapStatus.EXPLAINED);
            assertThat(gap.getExplanation()).contains("ids follow on");
        });
    }

    @Test
    void aBrokenBookCannotBeRecoveredAndASilentOneThatWentOnLostNothing() {
        status("l2", FeedState.LIVE, 1, 5L);
        status("l2", FeedState.RESYNC, 2, 7L);
        status("l2", FeedState.LIVE, 3, 9L);
        assertThat(aggregator.read(Topics.GAPS))
                .extracting(gap -> gap.getCause() + " " + gap.getStatus())
                .containsExactly("BROKEN_BOOK OPEN", "BROKEN_BOOK UNRECOVERABLE");
        status("l2", FeedState.STALE, 20, 9L);
        status("l2", FeedState.LIVE, 30, 9L);
        assertThat(aggregator.read(Topics.GAPS))
                .extracting(gap -> gap.getCause() + " " + gap.getStatus())
                .containsExactly("SILENCE OPEN", "SILENCE EXPLAINED");
    }

    @Test
    void whileAnotherCaptureIsLiveNothingIsMissing() {
        status("mark-prices", FeedState.LIVE, 1, null, "one/c.1");
        status("mark-prices", FeedState.LIVE, 2, null, "two/c.1");
        status("mark-prices", FeedState.DISCONNECTED, 3, null, "one/c.1");
        assertThat(aggregator.read(Topics.GAPS)).isEmpty();
        status("mark-prices", FeedState.DISCONNECTED, 4, null, "two/c.1");
        assertThat(aggregator.read(Topics.GAPS)).hasSize(1);
    }

    @Test
    void aCaptureThatIsKilledIsMissedWhenItsWordStaysAway() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        status("l2", FeedState.LIVE, 30, 5L, "one/c.1");
        aggregator.advance(Duration.ofSeconds(129));
        assertThat(aggregator.read(Topics.GAPS)).isEmpty();
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(aggregator.read(Topics.GAPS)).singleElement().satisfies(gap -> {
            assertThat(gap.getCause()).isEqualTo("OUTAGE");
            assertThat(gap.getStatus()).isEqualTo(GapStatus.OPEN);
            assertThat(gap.getFromTime()).isEqualTo(START.plusSeconds(30));
            assertThat(gap.getToTime()).isNull();
        });
        status("l2", FeedState.LIVE, 140, 9L, "two/c.1");
        assertThat(aggregator.read(Topics.GAPS)).singleElement().satisfies(gap -> {
            assertThat(gap.getStatus()).isEqualTo(GapStatus.UNRECOVERABLE);
            assertThat(gap.getToTime()).isEqualTo(START.plusSeconds(140));
        });
    }

    @Test
    void aCaptureThatIsKilledAndStartedAgainHasMissedWhatLiesBetween() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        status("l2", FeedState.LIVE, 20, 9L, "two/c.1");
        for (int second = 30; second <= 120; second += 30) {
            aggregator.advance(Duration.ofSeconds(30));
            status("l2", FeedState.LIVE, second, 9L, "two/c.1");
        }
        assertThat(aggregator.read(Topics.GAPS))
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap.getFromTime()).isEqualTo(START))
                .last()
                .satisfies(gap -> {
                    assertThat(gap.getStatus()).isEqualTo(GapStatus.UNRECOVERABLE);
                    assertThat(gap.getToTime()).isEqualTo(START.plusSeconds(20));
                });
        status("l2", FeedState.DISCONNECTED, 125, 9L, "two/c.1");
        assertThat(aggregator.read(Topics.GAPS))
                .as("the one that was killed does not vouch for anything any more")
                .hasSize(1);
    }

    @Test
    void ofTwoCapturesOneMayBeKilledAndNothingIsMissing() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        status("l2", FeedState.LIVE, 1, 5L, "two/c.1");
        status("l2", FeedState.LIVE, 30, 5L, "one/c.1");
        for (int second = 30; second <= 180; second += 30) {
            aggregator.advance(Duration.ofSeconds(30));
            status("l2", FeedState.LIVE, second, 9L, "two/c.1");
        }
        assertThat(aggregator.read(Topics.GAPS)).isEmpty();
    }

    @Test
    void aWordThatWasOnlyLateExplainsTheGap() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        aggregator.advance(Duration.ofSeconds(110));
        status("l2", FeedState.LIVE, 111, 9L, "one/c.1");
        assertThat(aggregator.read(Topics.GAPS))
                .extracting(GapEvent::getStatus)
                .containsExactly(GapStatus.OPEN, GapStatus.EXPLAINED);
    }

    @Test
    void whileFeedStatusWaitsToBeReadNobodyIsMissed() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        aggregator.backlog(true);
        aggregator.advance(Duration.ofSeconds(200));
        assertThat(aggregator.read(Topics.GAPS)).isEmpty();
    }

    @Test
    void anOutageOfWhatAnArchiveMayBringIsOpenUntilAProofSpansIt() {
        status("agg-trades", FeedState.LIVE, 1, 1L);
        status("agg-trades", FeedState.DISCONNECTED, 10, 5L);
        status("agg-trades", FeedState.LIVE, 20, 5L);
        assertThat(aggregator.read(Topics.GAPS)).extracting(GapEvent::getStatus).containsOnly(GapStatus.OPEN);
        coverage("agg-trades", null, null, START.plusSeconds(11), START.plusSeconds(100));
        assertThat(aggregator.read(Topics.GAPS)).as("it begins too late").isEmpty();
        coverage("agg-trades", 1L, 9L, START, START.plusSeconds(100));
        assertThat(aggregator.read(Topics.GAPS)).extracting(GapEvent::getStatus).containsExactly(GapStatus.REPAIRED);
    }

    @Test
    void missingKlinesAreAGapUntilTheyComeByWhateverWay() {
        kline(Topics.KLINES, "2026-05-04T03:00:00Z");
        kline(Topics.KLINES, "2026-05-04T03:01:00Z");
        kline(Topics.KLINES, "2026-05-04T03:04:00Z");
        assertThat(aggregator.read(Topics.GAPS)).singleElement().satisfies(gap -> {
            assertThat(gap.getDataType()).isEqualTo("klines-1m");
            assertThat(gap.getCause()).isEqualTo("MISSING_KLINES");
            assertThat(gap.getMissingCount()).isEqualTo(2);
            assertThat(gap.getFromTime()).isEqualTo(Instant.parse("2026-05-04T03:02:00Z"));
            assertThat(gap.getToTime()).isEqualTo(Instant.parse("2026-05-04T03:04:00Z"));
        });
        kline(Topics.KLINES_HISTORY, "2026-05-04T03:02:00Z");
        kline(Topics.KLINES_HISTORY, "2026-05-04T03:03:00Z");
        assertThat(aggregator.read(Topics.GAPS))
                .singleElement()
                .satisfies(gap -> assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED));
    }

    /** One trade a second, its id the seconds since the start. */
    private void trades(Topic<Trade> lane, String key, long first, long last) {
        String[] name = key.split(":", 2);
        for (long id = first; id <= last; id++) {
            aggregator.send(lane, key, TestTrades.trade(name[0], name[1], id, START.plusSeconds(id), "10", "1"));
        }
    }

    private void status(String type, FeedState state, long second, @Nullable Long lastId) {
        status(type, state, second, lastId, "one/c.1");
    }

    private void status(String type, FeedState state, long second, @Nullable Long lastId, String connection) {
        aggregator.send(
                Topics.FEED_STATUS,
                "v:S",
                FeedStatus.newBuilder()
                        .setVenue("v")
                        .setSymbol("S")
                        .setDataType(type)
                        .setState(state)
                        .setConnectionId(connection)
                        .setLastSequence(lastId)
                        .setEventTime(START.plusSeconds(second))
                        .setSource(Source.LIVE)
                        .build());
    }

    private void coverage(String type, @Nullable Long first, @Nullable Long last, Instant from, Instant to) {
        aggregator.send(
                Topics.COVERAGE,
                "v:S",
                Coverage.newBuilder()
                        .setVenue("v")
                        .setSymbol("S")
                        .setCoverageId("test " + from)
                        .setDataType(type)
                        .setFromTime(from)
                        .setToTime(to)
                        .setFirstSequence(first)
                        .setLastSequence(last)
                        .setBasis("ARCHIVE_FILE")
                        .setEvidence("a test")
                        .setEventTime(NOW)
                        .setSource(Source.BULK)
                        .build());
    }

    private void kline(Topic<Kline> lane, String open) {
        BigDecimal one = BigDecimal.ONE.setScale(18);
        aggregator.send(
                lane,
                "v:S",
                Kline.newBuilder()
                        .setVenue("v")
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
