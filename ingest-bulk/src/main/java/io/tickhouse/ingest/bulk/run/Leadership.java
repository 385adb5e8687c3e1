package io.tickhouse.ingest.bulk.run;

import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Which of several runners works: the member of their consumer group that owns the ledger's partition. Nothing rests on it but
 * economy: two that both think so are kept apart by the datasets' transactional ids.
 */
final class Leadership implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean leading;
    private volatile boolean decided;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    Leadership(KafkaClients kafka, String group) {
        this.consumer = kafka.consumer(
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "ingest-bulk-leadership",
                        // a runner that was killed holds its successor up for so long
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        10_000),
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        // the one that works goes on working when another comes
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false));
        this.thread = Thread.ofPlatform().name("bulk-leadership").daemon().start(this::follow);
    }

    private void follow() {
        try (consumer) {
            consumer.subscribe(java.util.List.of(Topics.BULK_JOBS.name()), new Listener());
            while (!closed) {
                consumer.poll(POLL); // only membership matters; the ledger is read elsewhere
                // a member without partitions is told nothing, but it is of a generation
                decided = consumer.groupMetadata().generationId() >= 0;
            }
        } catch (WakeupException e) {
            // closing
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            leading = false;
        }
    }

    /**
     * Whether this runner works.
     *
     * @throws IllegalStateException when the group cannot be had any more
     */
    boolean isLeading() {
        RuntimeException why = failure;
        if (why != null) {
            throw new IllegalStateException("the runners' consumer group cannot be joined: " + why.getMessage(), why);
        }
        return leading;
    }

    /** Whether the group has said who works. */
    boolean isDecided() {
        return decided;
    }

    /** For those who must stop as soon as it is over. */
    BooleanSupplier over() {
        return () -> !leading;
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            leading |= partitions.stream().anyMatch(partition -> partition.partition() == 0);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            leading &= partitions.stream().noneMatch(partition -> partition.partition() == 0);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            onPartitionsRevoked(partitions);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
