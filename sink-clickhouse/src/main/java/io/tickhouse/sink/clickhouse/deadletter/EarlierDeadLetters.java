package io.tickhouse.sink.clickhouse.deadletter;

import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks which dead letters stand in the topic already. */
final class EarlierDeadLetters {
    /** A letter is younger than its record; clocks may differ by less than this. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final KafkaClients kafka;

    EarlierDeadLetters(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** Keys of those letters that have been written. */
    Set<String> among(List<DeadLetter> letters) {
        Set<String> wanted = letters.stream().map(DeadLetter::key).collect(Collectors.toSet());
        long since = letters.stream().mapToLong(DeadLetter::timestamp).min().orElse(0) - CLOCKS_DIFFER.toMillis();
        Set<String> found = new HashSet<>();
        try (Consumer<byte[], byte[]> reader = kafka.consumer(
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Map.of(),
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"))) {
            Map<TopicPartition, Long> ends = seek(reader, Math.max(0, since));
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> letter : reader.poll(Duration.ofMillis(200))) {
                    byte @Nullable [] key = letter.key();
                    String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
                    if (wanted.contains(text)) {
                        found.add(text);
                    }
                }
            }
        }
        return found;
    }

    private static Map<TopicPartition, Long> seek(Consumer<?, ?> reader, long since) {
        List<TopicPartition> partitions = reader.partitionsFor(Topics.DEAD_LETTERS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> from = reader.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = from.get(partition);
            reader.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
        return ends;
    }
}
