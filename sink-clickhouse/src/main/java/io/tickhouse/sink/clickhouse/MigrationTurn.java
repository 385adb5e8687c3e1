package io.tickhouse.sink.clickhouse;

import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Lets one sink at a time apply migrations: the one to which a consumer group of its own gives the first partition of the
 * dead-letter topic. Nothing is consumed. When that sink dies, the group gives the turn to another.
 */
final class MigrationTurn implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final TopicPartition TURN = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);

    /** A migration may copy a large table; the turn is held for as long as that. */
    private static final int LONGEST_MIGRATION_MS = 24 * 3_600_000;

    private final Consumer<byte[], byte[]> consumer;

    /** @param group the sinks' consumer group */
    MigrationTurn(KafkaClients kafka, String group) {
        consumer = kafka.consumer(
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Map.of(ConsumerConfig.CLIENT_ID_CONFIG, group + "-migrations"),
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group + "-migrations",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        LONGEST_MIGRATION_MS));
        consumer.subscribe(List.of(TURN.topic()));
    }

    /** Waits a moment for the turn; true when this sink has it. */
    boolean isMine() {
        consumer.pause(consumer.assignment());
        consumer.poll(POLL);
        return consumer.assignment().contains(TURN);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
