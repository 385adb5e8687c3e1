package io.tickhouse.bench.bulk;

import io.tickhouse.bench.sink.BenchStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How fast the records of a topic were sent, by the times that their producer has stamped on them: from half of them on to
 * the last, since for the first seconds a JVM compiles.
 */
final class TopicSpan {
    private static final double WARM_UP = 0.5;

    private TopicSpan() {}

    /** Records a second; all of them are in one partition. */
    static double rate(BenchStack stack, String topic, long records) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap());
        try (Admin admin = Admin.create(settings);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition full = full(consumer, topic);
            long last = Objects.requireNonNull(admin.listOffsets(Map.of(full, OffsetSpec.maxTimestamp()))
                            .all()
                            .get()
                            .get(full))
                    .timestamp();
            consumer.assign(List.of(full));
            consumer.seek(full, (long) (records * WARM_UP));
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    return records * (1 - WARM_UP) * 1e3 / Math.max(1, last - record.timestamp());
                }
            }
        }
    }

    private static TopicPartition full(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        return consumer.endOffsets(partitions).entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
