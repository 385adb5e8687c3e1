package io.tickhouse.bench.bulk;

import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Delays from sending to reading on the live topic, in milliseconds; the values are only the times of sending. */
final class LiveDelays {
    private static final int PER_SECOND = 1_000;
    private static final String TOPIC = Topics.TRADES.name();

    private LiveDelays() {}

    /** Sends at a steady rate for so long and reads everything that was sent. */
    static Delays measure(BenchStack stack, Duration length) throws InterruptedException {
        long count = length.toMillis() * PER_SECOND / 1_000;
        List<Double> delays = new ArrayList<>();
        Map<String, Object> reading =
                Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            Thread sender = Thread.ofPlatform().name("live-sender").start(() -> send(stack, count));
            while (delays.size() < count) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    delays.add(
                            (System.nanoTime() - ByteBuffer.wrap(record.value()).getLong()) / 1e6);
                }
            }
            sender.join();
        }
        return new Delays(delays);
    }

    private static void send(BenchStack stack, long count) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap(), "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long start = System.nanoTime();
            for (long sent = 0; sent < count; sent++) {
                long due = start + sent * (1_000_000_000L / PER_SECOND);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                byte[] key = {(byte) (sent % 16)};
                byte[] value = ByteBuffer.allocate(Long.BYTES)
                        .putLong(System.nanoTime())
                        .array();
                var _ = producer.send(new ProducerRecord<>(TOPIC, key, value));
            }
        }
    }
}
