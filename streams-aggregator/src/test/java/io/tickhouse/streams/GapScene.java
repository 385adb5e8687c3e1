package io.tickhouse.streams;

import io.tickhouse.market.Coverage;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.FeedReasons;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An aggregator without a broker, and what is told to it of one market. */
abstract class GapScene {
    static final Instant START = Instant.parse("2026-05-04T03:00:00Z");

    private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    TestAggregator aggregator;

    @BeforeEach
    void start() {
        aggregator = new TestAggregator(
                folder,
                NOW,
                "streams.intervals=1m",
                "streams.feed.patience.ms=" + Duration.ofDays(1).toMillis());
    }

    /** The wall clock is that of the captures. */
    final void startInTime() {
        aggregator.close();
        aggregator = new TestAggregator(folder.resolve("in-time"), START, "streams.intervals=1m");
    }

    @AfterEach
    void close() {
        aggregator.close();
    }

    final List<GapEvent> gaps() {
        return aggregator.read(Topics.GAPS);
    }

    /** One trade a second, its id the seconds since the start. */
    final void trades(Topic<Trade> lane, String key, long first, long last) {
        String[] name = key.split(":", 2);
        for (long id = first; id <= last; id++) {
            aggregator.send(lane, key, TestTrades.trade(name[0], name[1], id, START.plusSeconds(id), "10", "1"));
        }
    }

    final void status(String type, FeedState state, long second, @Nullable Long lastId) {
        status(type, state, second, lastId, "one/c.1");
    }

    /** The venue lists the instrument no more. */
    final void delisted(String type, long second) {
        status(type, FeedState.DISCONNECTED, second, null, "one/c.1", FeedReasons.DELISTED);
    }

    final void status(String type, FeedState state, long second, @Nullable Long lastId, String connection) {
        status(type, state, second, lastId, connection, null);
    }

    private void status(
            String type,
            FeedState state,
            long second,
            @Nullable Long lastId,
            String connection,
            @Nullable String reason) {
        aggregator.send(
                Topics.FEED_STATUS,
                "v:S",
                FeedStatus.newBuilder()
                        .setVenue("v")
                        .setSymbol("S")
                        .setDataType(type)
                        .setState(state)
                        .setReason(reason)
                        .setConnectionId(connection)
                        .setLastSequence(lastId)
                        .setEventTime(START.plusSeconds(second))
                        .setSource(Source.LIVE)
                        .build());
    }

    final void coverage(String type, @Nullable Long first, @Nullable Long last, Instant from, Instant to) {
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
}
