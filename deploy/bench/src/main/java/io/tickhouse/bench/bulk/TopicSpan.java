package io.tickhouse.bench.bulk;

import io.tickhouse.bench.sink.BenchStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the first and the last record of a topic were sent, which a producer stamps on them. */
final class TopicSpan {
    private TopicSpan() {}

    /** Milliseconds from the first record to the last. */
    static long millis(BenchStack stack, String topic) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap(), "auto.offset.reset", "earliest");
        try (Admin admin = Admin.create(settings);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            long last = admin
                    .listOffsets(partitions.stream()
                            .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.maxTimestamp())))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .max()
                    .orElseThrow();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long first = Long.MAX_VALUE;
            while (first == Long.MAX_VALUE) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    first = Math.min(first, record.timestamp());
                }
            }
            return Math.max(1, last - first);
        }
    }
}
