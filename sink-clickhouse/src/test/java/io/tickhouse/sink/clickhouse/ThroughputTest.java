package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How fast a million trades go from the topic to the table; prints the figure. */
@WithLocalStack
@SuppressWarnings("try") // a sink that runs is all that some tests want of it
class ThroughputTest {
    private static final int TRADES = 1_000_000;

    @Test
    void aMillionTradesLandExactlyOnceInReasonableTime(Endpoints endpoints) throws Exception {
        try (Stack stack = Stack.of(endpoints)) {
            Stack.Bytes<Trade> bytes = stack.bytes(Topics.TRADES_HISTORY);
            List<String> symbols =
                    IntStream.range(0, 8).mapToObj(i -> "FAST" + i).toList();
            for (int id = 0; id < TRADES; id++) {
                String symbol = symbols.get(id % 8);
                var _ = stack.producer.send(new ProducerRecord<>(
                        Topics.TRADES_HISTORY.name(), "sim:" + symbol, bytes.of(Records.trade(symbol, id))));
            }
            stack.producer.flush();

            String where = " FROM market_store.trades WHERE symbol LIKE 'FAST%'";
            try (RunningSink sink = RunningSink.start(endpoints)) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(10))
                        .ignoreExceptions()
                        .until(() -> !stack.cell("SELECT count()" + where).equals("0"));
                long start = System.nanoTime();
                long already = Long.parseLong(stack.cell("SELECT count()" + where));
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> stack.cell("SELECT count()" + where).equals(Integer.toString(TRADES)));
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "topic to table: %,d trades in %.2f s, %,.0f rows/s (after the first %,d)%n",
                        TRADES - already, seconds, (TRADES - already) / seconds, already);
            }
            assertThat(stack.cell("SELECT uniqExact(_partition, _offset), uniqExact(sequence)" + where))
                    .isEqualTo(TRADES + "\t" + TRADES);
        }
    }
}
