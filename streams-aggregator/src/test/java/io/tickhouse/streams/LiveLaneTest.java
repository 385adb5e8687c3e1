package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.Candle;
import io.tickhouse.market.Coverage;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What live candles rest on beside trades: the wall clock, proofs, feed status. */
class LiveLaneTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private @Nullable TestAggregator started;

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void theOpenCandleIsPublishedThrottledWithWhatItsPartsHoldAndOnceMoreWhenClosed() {
        TestAggregator aggregator = start("streams.intervals=1s,1m", "streams.live.intervals=1m");
        trade(aggregator, 1, "2026-05-04T03:02:00.1Z");
        trade(aggregator, 2, "2026-05-04T03:02:00.9Z");
        trade(aggregator, 3, "2026-05-04T03:02:01.2Z");
        aggregator.advance(Duration.ofMillis(100));
        trade(aggregator, 4, "2026-05-04T03:02:01.3Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES_LIVE)).singleElement().satisfies(candle -> {
            assertThat(candle.getTradeCount()).isEqualTo(3);
            assertThat(candle.getClosed()).isFalse();
            assertThat(candle.getComplete()).isFalse();
        });
        aggregator.advance(Duration.ofMillis(1_000));
        assertThat(aggregator.read(Topics.CANDLES_LIVE))
                .singleElement()
                .satisfies(candle -> assertThat(candle.getTradeCount()).isEqualTo(4));
        aggregator.advance(Duration.ofSeconds(70));
        assertThat(aggregator.read(Topics.CANDLES_LIVE)).last().satisfies(candle -> {
            assertThat(candle.getTradeCount()).isEqualTo(4);
            assertThat(candle.getClosed()).isTrue();
        });
        aggregator.advance(Duration.ofSeconds(70));
        assertThat(aggregator.read(Topics.CANDLES_LIVE)).as("nothing changed").isEmpty();
    }

    @Test
    void openCandlesAreKeyedByInstrumentAndInterval() {
        TestAggregator aggregator = start();
        trade(aggregator, 1, "2026-05-04T03:02:00.1Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.readKeys(Topics.CANDLES_LIVE)).containsExactly("v:S:1s", "v:S:1m");
    }

    @Test
    void silenceClosesNothingWhileRecordsWait() {
        TestAggregator aggregator = start("streams.intervals=1m");
        aggregator.backlog(true);
        Trade trade = TestTrades.trade("v", "S", 1, at("2026-05-04T03:00:59Z"), "10", "1");
        aggregator.send(Topics.TRADES, "v:S", trade, NOW.minus(Duration.ofHours(1)));
        aggregator.advance(Duration.ofMinutes(5));
        assertThat(aggregator.read(Topics.CANDLES)).isEmpty();
        aggregator.backlog(false);
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES)).hasSize(1);
    }

    @Test
    void intervalsWithoutTradesAreFilledAtTheLastPriceAndProvenWhenIdsFollowOn() {
        TestAggregator aggregator = start("streams.intervals=1m", "streams.empty.intervals=previous");
        trade(aggregator, 1, "2026-05-04T02:50:30Z");
        trade(aggregator, 2, "2026-05-04T02:53:30Z");
        trade(aggregator, 3, "2026-05-04T02:54:30Z");
        List<Candle> candles = aggregator.read(Topics.CANDLES);
        assertThat(candles)
                .extracting(candle ->
                        candle.getOpenTime().toString() + " " + candle.getTradeCount() + " " + candle.getComplete())
                .containsExactly(
                        "2026-05-04T02:50:00Z 1 false",
                        "2026-05-04T02:51:00Z 0 true",
                        "2026-05-04T02:52:00Z 0 true",
                        "2026-05-04T02:53:00Z 1 true");
        assertThat(candles.get(1).getOpen()).isEqualByComparingTo("10");
        assertThat(candles.get(1).getVolume()).isZero();
        assertThat(candles.get(1).getFirstTradeId()).isEmpty();
    }

    @Test
    void intervalsThatFellEmptyByTheWallClockAreProvenByTheNextTrade() {
        TestAggregator aggregator = start("streams.intervals=1m", "streams.empty.intervals=zero");
        trade(aggregator, 1, "2026-05-04T03:01:30Z");
        aggregator.advance(Duration.ofMinutes(3));
        List<Candle> idle = aggregator.read(Topics.CANDLES);
        assertThat(idle)
                .filteredOn(candle -> candle.getTradeCount() == 0)
                .isNotEmpty()
                .allSatisfy(candle -> {
                    assertThat(candle.getComplete()).isFalse();
                    assertThat(candle.getOpen()).isZero();
                });
        trade(aggregator, 2, "2026-05-04T03:05:03Z");
        assertThat(aggregator.read(Topics.CANDLES))
                .filteredOn(candle -> candle.getTradeCount() == 0)
                .hasSizeGreaterThanOrEqualTo(2)
                .filteredOn(candle -> candle.getRevision() == 1)
                .isNotEmpty()
                .allSatisfy(candle -> assertThat(candle.getComplete()).isTrue());
    }

    @Test
    void tooManyIntervalsWithoutTradesInARowAreLeftOut() {
        TestAggregator aggregator =
                start("streams.intervals=1m", "streams.empty.intervals=previous", "streams.empty.most=5");
        trade(aggregator, 1, "2026-05-04T01:00:30Z");
        trade(aggregator, 2, "2026-05-04T02:50:30Z");
        trade(aggregator, 3, "2026-05-04T02:52:30Z");
        trade(aggregator, 4, "2026-05-04T02:53:30Z");
        assertThat(aggregator.read(Topics.CANDLES))
                .extracting(candle -> candle.getOpenTime().toString() + " " + candle.getTradeCount())
                .containsExactly(
                        "2026-05-04T01:00:00Z 1",
                        "2026-05-04T02:50:00Z 1",
                        "2026-05-04T02:51:00Z 0",
                        "2026-05-04T02:52:00Z 1");
    }

    @Test
    void whereIdsProveNothingACandleIsCompleteWhenItsFeedWasHeardOfBeforeAndAfter() {
        TestAggregator aggregator = start("streams.intervals=1m");
        status(aggregator, FeedState.LIVE, "a/c.1", "2026-05-04T02:50:10Z");
        for (int minute = 50; minute < 55; minute++) {
            opaque(aggregator, "2026-05-04T02:" + minute + ":30Z");
        }
        assertThat(aggregator.read(Topics.CANDLES))
                .as("nobody has said yet that it listened on")
                .hasSize(4)
                .noneMatch(Candle::getComplete);
        status(aggregator, FeedState.LIVE, "a/c.1", "2026-05-04T02:52:10Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES))
                .extracting(candle -> candle.getOpenTime() + " " + candle.getComplete() + " " + candle.getRevision())
                .as("heard from within the first minute on")
                .containsExactly("2026-05-04T02:51:00Z true 1");
        status(aggregator, FeedState.DISCONNECTED, "a/c.1", "2026-05-04T02:53:40Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES))
                .extracting(candle -> candle.getOpenTime() + " " + candle.getComplete() + " " + candle.getRevision())
                .containsExactly("2026-05-04T02:52:00Z true 1");
    }

    @Test
    void aSilenceThatIsToldLateTakesBackWhatWasProvenDuringIt() {
        TestAggregator aggregator = start("streams.intervals=1m");
        status(aggregator, FeedState.LIVE, "a/c.1", "2026-05-04T02:49:50Z");
        for (int minute = 50; minute < 55; minute++) {
            opaque(aggregator, "2026-05-04T02:" + minute + ":30Z");
        }
        status(aggregator, FeedState.LIVE, "a/c.1", "2026-05-04T02:54:10Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES).stream().filter(Candle::getComplete))
                .hasSize(4);
        status(aggregator, FeedState.STALE, "a/c.1", "2026-05-04T02:54:40Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES))
                .extracting(candle -> candle.getOpenTime() + " " + candle.getComplete())
                .as("it may have been silent for two minutes")
                .containsExactly("2026-05-04T02:52:00Z false", "2026-05-04T02:53:00Z false");
    }

    @Test
    void aCaptureThatComesBackWithoutHavingSaidGoodbyeProvesNothingSinceItWasLastHeard() {
        TestAggregator aggregator = start("streams.intervals=1m");
        status(aggregator, FeedState.LIVE, "a/c.1", "2026-05-04T02:50:10Z");
        for (int minute = 50; minute < 55; minute++) {
            opaque(aggregator, "2026-05-04T02:" + minute + ":30Z");
        }
        status(aggregator, FeedState.CONNECTED, "a/c.2", "2026-05-04T02:54:40Z");
        status(aggregator, FeedState.LIVE, "b/c.1", "2026-05-04T02:54:41Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES)).hasSize(4).noneMatch(Candle::getComplete);
    }

    @Test
    void aProofOfABackfillCompletesTheCandlesItSpans() {
        TestAggregator aggregator = start("streams.intervals=1m");
        trade(aggregator, 5, "2026-05-04T02:50:30Z");
        trade(aggregator, 6, "2026-05-04T02:51:30Z");
        assertThat(aggregator.read(Topics.CANDLES))
                .extracting(Candle::getComplete)
                .containsExactly(false);
        proof(aggregator, "BACKFILL", 5L, 6L, "2026-05-04T02:50:00Z", "2026-05-04T02:51:31Z");
        aggregator.advance(Duration.ofMillis(100));
        assertThat(aggregator.read(Topics.CANDLES)).singleElement().satisfies(candle -> {
            assertThat(candle.getComplete()).isTrue();
            assertThat(candle.getRevision()).isEqualTo(1);
        });
    }

    @Test
    void aProofOfAnArchiveSaysNothingOfLiveCandlesAndCompletesThoseOfHistory() {
        TestAggregator aggregator = start("streams.intervals=1m");
        trade(aggregator, 5, "2026-05-04T02:50:30Z");
        trade(aggregator, 6, "2026-05-04T02:51:30Z");
        proof(aggregator, "ARCHIVE_FILE", 5L, 6L, "2026-05-04T02:50:00Z", "2026-05-04T02:52:00Z");
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(aggregator.read(Topics.CANDLES)).noneMatch(Candle::getComplete);
        aggregator.send(
                Topics.TRADES_HISTORY, "v:S", TestTrades.trade("v", "S", 5, at("2026-05-04T02:50:30Z"), "10", "1"));
        aggregator.send(
                Topics.TRADES_HISTORY, "v:S", TestTrades.trade("v", "S", 6, at("2026-05-04T02:51:30Z"), "10", "1"));
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(aggregator.read(Topics.CANDLES_HISTORY))
                .filteredOn(Candle::getComplete)
                .extracting(candle -> candle.getOpenTime().toString())
                .containsExactly("2026-05-04T02:50:00Z", "2026-05-04T02:51:00Z");
    }

    @Test
    void aLoadOfHistoryChangesNothingOfLiveCandles() {
        List<Candle> alone = live(start("streams.intervals=1s,1m,1h"), false);
        close();
        List<Candle> beside = live(start("streams.intervals=1s,1m,1h"), true);
        assertThat(alone).hasSizeGreaterThan(100);
        assertThat(beside).isEqualTo(alone);
    }

    /** Live candles of some minutes, with the same instrument's 2021 loaded meanwhile or not. */
    private static List<Candle> live(TestAggregator aggregator, boolean load) {
        for (int i = 0; i < 600; i++) {
            Instant time = at("2026-05-04T02:50:00Z").plusMillis(i * 1_100L);
            aggregator.send(Topics.TRADES, "v:S", TestTrades.trade("v", "S", 1_000_000 + i, time, "10", "1"));
            for (int j = 0; load && j < 5; j++) {
                Instant past = at("2021-05-04T02:50:00Z").plusSeconds(5L * i + j);
                aggregator.send(Topics.TRADES_HISTORY, "v:S", TestTrades.trade("v", "S", 5L * i + j, past, "7", "3"));
            }
            if (i % 100 == 0) {
                aggregator.advance(Duration.ofMillis(200));
            }
        }
        assertThat(aggregator.read(Topics.CANDLES_HISTORY).isEmpty()).isNotEqualTo(load);
        return aggregator.read(Topics.CANDLES);
    }

    private TestAggregator start(String... assignments) {
        TestAggregator aggregator = new TestAggregator(folder, NOW, assignments);
        started = aggregator;
        return aggregator;
    }

    private static void trade(TestAggregator aggregator, long id, String time) {
        aggregator.send(Topics.TRADES, "v:S", TestTrades.trade("v", "S", id, at(time), "10", "1"));
    }

    private static void opaque(TestAggregator aggregator, String time) {
        Trade trade = TestTrades.trade("v", "S", 1, at(time), "10", "1");
        trade.setSequence(null);
        trade.setTradeId("id at " + time);
        aggregator.send(Topics.TRADES, "v:S", trade);
    }

    private static void status(TestAggregator aggregator, FeedState state, String connection, String time) {
        aggregator.send(
                Topics.FEED_STATUS,
                "v:S",
                FeedStatus.newBuilder()
                        .setVenue("v")
                        .setSymbol("S")
                        .setDataType("trades")
                        .setState(state)
                        .setConnectionId(connection)
                        .setEventTime(at(time))
                        .setSource(Source.LIVE)
                        .build());
    }

    private static void proof(TestAggregator aggregator, String basis, Long first, Long last, String from, String to) {
        aggregator.send(
                Topics.COVERAGE,
                "v:S",
                Coverage.newBuilder()
                        .setVenue("v")
                        .setSymbol("S")
                        .setCoverageId(basis + from)
                        .setDataType("trades")
                        .setFromTime(at(from))
                        .setToTime(at(to))
                        .setFirstSequence(first)
                        .setLastSequence(last)
                        .setBasis(basis)
                        .setEvidence("a test")
                        .setEventTime(NOW)
                        .setSource(Source.LIVE)
                        .build());
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
