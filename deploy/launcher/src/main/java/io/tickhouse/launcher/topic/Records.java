package io.tickhouse.launcher.topic;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.local.Endpoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic's committed records without a consumer group, so that nobody's progress is touched. */
public final class Records implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    /** Takes the whole topic as it is now; {@link #seekToLast} narrows it. */
    public Records(Endpoints endpoints, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        endpoints.kafkaBootstrap(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        16 << 20,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            consumer.close();
            throw new LauncherException("there is no topic " + topic + "; ./tickhouse topics lists those there are");
        }
        partitions = found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Starts at most {@code count} records before each partition's end. */
    public void seekToLast(long count) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        partitions.forEach(partition -> consumer.seek(
                partition, Math.max(ends.getOrDefault(partition, 0L) - count, beginnings.getOrDefault(partition, 0L))));
    }

    /** The next records up to the end the topic had at the start; empty once that is reached. */
    public ConsumerRecords<String, byte[]> next() {
        while (!atEnd()) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                return records;
            }
        }
        return ConsumerRecords.empty();
    }

    /** The next records, waiting for new ones a little while. */
    public Iterable<ConsumerRecord<String, byte[]>> follow() {
        return consumer.poll(POLL);
    }

    /** Where each partition ended when this was made; it has not changed as long as nothing was written. */
    public Map<TopicPartition, Long> ends() {
        return ends;
    }

    private boolean atEnd() {
        ToLongFunction<TopicPartition> end = partition -> ends.getOrDefault(partition, 0L);
        return partitions.stream().allMatch(partition -> consumer.position(partition) >= end.applyAsLong(partition));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
