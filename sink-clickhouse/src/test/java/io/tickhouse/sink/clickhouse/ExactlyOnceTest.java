package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Topics;
import io.tickhouse.sink.clickhouse.offset.PlannedBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With merges stopped, so that no double can hide. */
@WithLocalStack
@SuppressWarnings("try") // a sink that runs is all that some tests want of it
class ExactlyOnceTest {
    private static final Map<String, String> SMALL_BATCHES =
            Map.of("SINK_BATCH_ROWS", "700", "SINK_RETRY_BACKOFF_MS", "50", "SINK_RETRY_BACKOFF_MAX_MS", "500");
    private static Stack stack;

    @BeforeAll
    static void stopMerges(Endpoints endpoints) throws Exception {
        stack = Stack.of(endpoints);
        try (RunningSink sink = RunningSink.start(endpoints)) {
            stack.await("EXISTS TABLE market_store.trades", 1);
        }
        merges("1");
    }

    @AfterAll
    static void startMerges() throws Exception {
        merges("161061273600");
        stack.close();
    }

    /** A setting, unlike SYSTEM STOP MERGES, outlives a restart of the server. */
    private static void merges(String largest) throws Exception {
        stack.clickhouse.execute("ALTER TABLE market_store.trades MODIFY SETTING"
                + " max_bytes_to_merge_at_max_space_in_pool = " + largest
                + ", max_bytes_to_merge_at_min_space_in_pool = " + (largest.equals("1") ? "1" : "1048576"));
    }

    @Test
    void aSinkThatCrashesAtRandomMomentsLeavesEveryOffsetOnce(Endpoints endpoints) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed of the crashes: " + seed);
        Random random = new Random(seed);
        send("CRASH", 20_000, 7);
        for (int crash = 0; crash < 5; crash++) {
            try (RunningSink sink = RunningSink.start(endpoints, SMALL_BATCHES, new Crash(random.nextInt(1, 9)))) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(sink::ended);
            }
        }
        try (RunningSink sink = RunningSink.start(endpoints, SMALL_BATCHES, Moments.NONE)) {
            everyOffsetOnce("CRASH", 20_000);
        }
    }

    @Test
    void rowsThatVanishedBehindTheDeduplicationLogAreRepaired(Endpoints endpoints) throws Exception {
        send("HOLE", 500, 1);
        try (RunningSink sink = RunningSink.start(endpoints, Map.of(), new CrashWhenWritten())) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(sink::ended);
        }
        // what a kill between the deduplication log and the rename leaves: the token is known, the rows are gone
        stack.clickhouse.execute("ALTER TABLE market_store.trades DELETE WHERE symbol = 'HOLE' AND sequence % 3 = 0"
                + " SETTINGS mutations_sync = 1");
        assertThat(stack.cell("SELECT count() FROM market_store.trades WHERE symbol = 'HOLE'"))
                .isEqualTo("333");

        try (RunningSink sink = RunningSink.start(endpoints)) {
            everyOffsetOnce("HOLE", 500);
        }
    }

    @Test
    void rowsWhoseTokenClickHouseForgotAreNotDoubled(Endpoints endpoints) throws Exception {
        send("FORGOTTEN", 500, 1);
        try (RunningSink sink = RunningSink.start(endpoints, Map.of(), new CrashWhenWritten())) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(sink::ended);
        }
        // what a failed write to the deduplication log and a restart leave: the rows are there, their token is not
        // known
        for (String window : List.of("0", "100000")) {
            stack.clickhouse.execute("ALTER TABLE market_store.trades MODIFY SETTING"
                    + " non_replicated_deduplication_window = " + window);
        }
        assertThat(count("FORGOTTEN")).isPositive();

        stack.send(Topics.TRADES_HISTORY, record -> "FORGOTTEN0", Stream.of(Records.trade("FORGOTTEN", 500)));
        try (RunningSink sink = RunningSink.start(endpoints)) {
            everyOffsetOnce("FORGOTTEN", 501);
        }
    }

    @Test
    void clickHouseKilledInTheMiddleOfALoadLosesAndDoublesNothing(Endpoints endpoints, LocalStack local)
            throws Exception {
        send("KILL", 40_000, 7);
        try (RunningSink sink = RunningSink.start(endpoints, SMALL_BATCHES, Moments.NONE)) {
            for (int kill = 0; kill < 3; kill++) {
                int landed = 1 + kill * 8_000;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> count("KILL") >= landed);
                local.clickhouse().kill();
                local.clickhouse().start();
            }
            everyOffsetOnce("KILL", 40_000);
        }
    }

    private static long count(String symbol) throws Exception {
        return Long.parseLong(stack.cell("SELECT count() FROM market_store.trades WHERE symbol = '" + symbol + "'"));
    }

    private static void send(String symbol, int trades, int keys) throws Exception {
        stack.send(
                Topics.TRADES_HISTORY,
                record -> symbol + record.getSequence() % keys,
                LongStream.range(0, trades).mapToObj(id -> Records.trade(symbol, id)));
    }

    private static void everyOffsetOnce(String symbol, int trades) throws Exception {
        String where = " FROM market_store.trades WHERE symbol = '" + symbol + "'";
        stack.await("SELECT uniqExact(sequence)" + where, trades);
        assertThat(stack.cell("SELECT count(), uniqExact(_partition, _offset), sum(sequence)" + where))
                .isEqualTo(trades + "\t" + trades + "\t" + (long) trades * (trades - 1) / 2);
    }

    private static final class SimulatedCrash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record CrashWhenWritten() implements Moments {
        @Override
        public void written(PlannedBatch planned) {
            throw new SimulatedCrash();
        }
    }

    /** Crashes at the n-th moment, whichever it is. */
    private static final class Crash implements Moments {
        private final AtomicInteger left;

        Crash(int moments) {
            left = new AtomicInteger(moments);
        }

        @Override
        public void committed() {
            count();
        }

        @Override
        public void written(PlannedBatch planned) {
            count();
        }

        private void count() {
            if (left.decrementAndGet() == 0) {
                throw new SimulatedCrash();
            }
        }
    }
}
