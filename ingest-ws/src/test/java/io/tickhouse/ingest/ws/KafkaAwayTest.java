package io.tickhouse.ingest.ws;

import static io.tickhouse.ingest.ws.IngestWsTest.capture;
import static io.tickhouse.ingest.ws.IngestWsTest.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.L2Delta;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka is away for a while: what fits the buffer is not lost, and of the rest every record is told. */
@WithLocalStack
@Timeout(180)
class KafkaAwayTest {
    private static final Duration AWAY = Duration.ofSeconds(8);

    @BeforeEach
    void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    @Test
    void whatFitsTheBufferIsPublishedOnceWhenKafkaIsBack(LocalStack local) throws Exception {
        long last = trade(local, "KFITS");
        assertThat(RunningCapture.records(local.endpoints(), Topics.TRADES, "binance-spot:KFITS"))
                .extracting(Trade::getSequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
    }

    @Test
    void whatDoesNotFitIsToldAsFeedStatusAndTheRestIsPublishedOnce(LocalStack local) throws Exception {
        long last = trade(local, "KOVER", "kafka.producer.buffer.memory=40000", "kafka.producer.batch.size=4096");
        List<Trade> trades = RunningCapture.records(local.endpoints(), Topics.TRADES, "binance-spot:KOVER");
        assertThat(trades).extracting(Trade::getSequence).doesNotHaveDuplicates();
        assertThat(trades.size()).isLessThan((int) last);
        Set<Long> missing =
                new HashSet<>(LongStream.rangeClosed(1, last).boxed().toList());
        trades.forEach(trade -> missing.remove(trade.getSequence()));
        Pattern told = Pattern.compile("(\\d+) records not published from .* ids from (\\d+) to (\\d+): .*");
        long count = 0;
        for (FeedStatus status : RunningCapture.records(local.endpoints(), Topics.FEED_STATUS, "binance-spot:KOVER")) {
            Matcher loss = told.matcher(String.valueOf(status.getReason()));
            if (loss.matches()) {
                count += Long.parseLong(loss.group(1));
                missing.removeIf(id -> id >= Long.parseLong(loss.group(2)) && id <= Long.parseLong(loss.group(3)));
            }
        }
        assertThat(missing).as("every id not in the topic is told").isEmpty();
        assertThat(trades.size() + count).as("published and told as lost").isEqualTo(last);
    }

    @Test
    void aBookWhoseUpdatesDidNotFitBeginsAnewInTheTopicWhenKafkaIsBack(LocalStack local) throws Exception {
        String symbol = "KBOOK";
        String key = "binance-spot:" + symbol;
        Endpoints stack = local.endpoints();
        long end;
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(
                        stack,
                        venue,
                        market,
                        "ws.symbols=" + symbol,
                        "ws.types=l2,l2-deltas",
                        "ws.l2.interval.ms=100",
                        "kafka.producer.buffer.memory=40000",
                        "kafka.producer.batch.size=4096")) {
            subscribed(venue.client());
            await().until(() -> {
                market.change(symbol, 1);
                return service.row(symbol, "l2").state().equals("LIVE/SYNCED");
            });
            local.kafka().stop();
            try {
                long over = System.nanoTime() + AWAY.toNanos();
                while (System.nanoTime() < over) {
                    market.change(symbol, 5);
                    TimeUnit.MILLISECONDS.sleep(20); // the market's pace, not a wait for anything
                }
            } finally {
                local.kafka().start();
            }
            long back = market.instrument(symbol).update;
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        market.change(symbol, 1);
                        return deltas(stack, key).stream()
                                .anyMatch(delta -> delta.getSnapshot() && delta.getLastSequence() >= back);
                    });
            market.change(symbol, 20);
            end = market.instrument(symbol).update;
            long taken = service.view().snapshots();
            await().until(() -> service.view().snapshots() > taken + 5);
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        }
        List<L2Delta> deltas = deltas(stack, key);
        long book = -1;
        int holes = 0;
        for (L2Delta delta : deltas) {
            if (delta.getSnapshot()) {
                book = delta.getLastSequence();
                holes = 0;
            } else if (delta.getFirstSequence() <= book + 1) {
                book = Math.max(book, delta.getLastSequence());
            } else {
                holes++;
            }
        }
        assertThat(holes).as("behind the last image").isZero();
        assertThat(book).isEqualTo(end);
        RebuiltBooks rebuilt = RebuiltBooks.of(stack, key);
        assertThat(rebuilt.differ()).isZero();
        assertThat(rebuilt.agree()).as("before Kafka was away and after").isGreaterThan(5);
    }

    private static List<L2Delta> deltas(Endpoints stack, String key) {
        return RunningCapture.records(stack, Topics.L2_DELTAS, key);
    }

    private static long trade(LocalStack local, String symbol, String... settings) throws Exception {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "ws.symbols=" + symbol;
        try (TestVenue venue = new TestVenue();
                TestMarket market = new TestMarket(venue);
                RunningCapture service = capture(local.endpoints(), venue, market, all)) {
            subscribed(venue.client());
            market.trade(symbol, 100);
            await().until(() -> service.row(symbol, "trades").published() == 100);
            local.kafka().stop();
            try {
                long end = System.nanoTime() + AWAY.toNanos();
                while (System.nanoTime() < end) {
                    market.trade(symbol, 10);
                    TimeUnit.MILLISECONDS.sleep(20); // the market's pace, not a wait for anything
                }
                // the reader goes on as if nothing were
                long told = market.instrument(symbol).trade;
                await().until(() -> service.row(symbol, "trades").received() == told);
                assertThat(venue.connected()).hasSize(1);
            } finally {
                local.kafka().start();
            }
            long last = market.trade(symbol, 100);
            await().until(() -> service.row(symbol, "trades").received() == last);
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
            return last;
        }
    }
}
