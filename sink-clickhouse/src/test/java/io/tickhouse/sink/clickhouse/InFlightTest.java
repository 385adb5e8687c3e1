package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.offset.Lanes;
import io.tickhouse.sink.clickhouse.offset.PlannedBatch;
import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import io.tickhouse.sink.clickhouse.write.TableShapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** ClickHouse that never answers: what is in flight stays bounded, in number and in bytes. */
@WithLocalStack
class InFlightTest {
    private static final int BATCH_BYTES = 300_000;
    private static final int MANY = 64;
    private static final long LARGE = 256L << 20;
    private static final int ROWS_A_PARTITION = 4_000;

    @Test
    void noMoreInsertsAreUnderWayThanAllowed(Endpoints endpoints) throws Exception {
        try (Reading reading = new Reading(endpoints, "COUNTED", LARGE, 2)) {
            assertThat(reading.startedWhileNothingEnds()).hasSize(2);
        }
    }

    @Test
    void insertsThatHoldHalfTheBufferLetNoOtherStart(Endpoints endpoints) throws Exception {
        try (Reading reading = new Reading(endpoints, "WEIGHED", 4L * BATCH_BYTES, MANY)) {
            List<PlannedBatch> started = reading.startedWhileNothingEnds();

            long bytes = started.stream()
                    .mapToLong(planned -> planned.batch().rows().memory())
                    .sum();
            long last = started.getLast().batch().rows().memory();
            assertThat(started).hasSizeBetween(1, Stack.PARTITIONS - 1);
            assertThat(bytes - last).as("before the last was started").isLessThan(2L * BATCH_BYTES);
        }
    }

    @Test
    void withRoomEnoughEveryPartitionHasOneUnderWay(Endpoints endpoints) throws Exception {
        try (Reading reading = new Reading(endpoints, "ROOMY", LARGE, MANY)) {
            assertThat(reading.startedWhileNothingEnds()).hasSize(Stack.PARTITIONS);
        }
    }

    /** All partitions of the trades, read from where the test's own records begin. */
    private static final class Reading implements AutoCloseable {
        private final Stack stack;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Lanes lanes;
        private final List<TopicPartition> partitions = IntStream.range(0, Stack.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.TRADES.name(), partition))
                .toList();

        Reading(Endpoints endpoints, String symbol, long bufferBytes, int mostInFlight) throws Exception {
            stack = Stack.migrated(endpoints);
            consumer = new KafkaConsumer<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            endpoints.kafkaBootstrap(),
                            ConsumerConfig.GROUP_ID_CONFIG,
                            "in-flight-" + symbol,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false,
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "earliest"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(partitions);
            Mappers mappers = new Mappers(
                    Topics.TRADES,
                    Objects.requireNonNull(
                            new TableShapes(stack.clickhouse).read().get("trades")),
                    stack.registry);
            lanes = new Lanes(
                    consumer,
                    Map.of(Topics.TRADES.name(), mappers),
                    new BatchLimits(BatchLimits.MOST_ROWS, BATCH_BYTES, 0, 0),
                    bufferBytes,
                    mostInFlight);
            for (int key = 0; key < MANY; key++) {
                String one = symbol + key;
                stack.send(
                        Topics.TRADES,
                        Trade::getSymbol,
                        LongStream.range(0, ROWS_A_PARTITION * Stack.PARTITIONS / MANY)
                                .mapToObj(id -> Records.trade(one, id)));
            }
            lanes.assigned(partitions, new HashMap<>());
        }

        /** Turns as the sink's loop does, with a writer that never answers, until nothing more is started. */
        List<PlannedBatch> startedWhileNothingEnds() {
            List<PlannedBatch> started = new ArrayList<>();
            Awaitility.await("an insert").until(() -> turn(started) > 0);
            Awaitility.await("no more inserts")
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> turn(started) == 0);
            return started;
        }

        private int turn(List<PlannedBatch> started) {
            int before = started.size();
            lanes.take(consumer.poll(Duration.ofMillis(20)));
            lanes.fill(System.nanoTime() / 1_000_000);
            lanes.close(System.nanoTime() / 1_000_000);
            consumer.commitSync(lanes.toCommit());
            lanes.committed();
            lanes.write((planned, tenure) -> {
                started.add(planned);
                return new CompletableFuture<WriteOutcome>();
            });
            lanes.throttle();
            return started.size() - before;
        }

        @Override
        public void close() {
            lanes.removeAll();
            consumer.close();
            stack.close();
        }
    }
}
