package io.tickhouse.sink.clickhouse.deadletter;

import io.tickhouse.schemas.DeadLetterHeaders;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks which of this service's dead letters stand in the topic already. */
final class EarlierDeadLetters {
    /**
     * A letter is younger than its record. Brokers refuse records stamped more than an hour ahead of their clock
     * ({@code message.timestamp.after.max.ms}); the rest is for clocks that differ.
     */
    private static final Duration EARLIER_THAN_ITS_RECORD = Duration.ofHours(2);

    private static final Duration NO_PROGRESS = Duration.ofSeconds(90);
    private static final int TIMEOUT_MS = 10_000;

    private final KafkaClients kafka;
    private final byte[] service;

    EarlierDeadLetters(KafkaClients kafka, String service) {
        this.kafka = kafka;
        this.service = service.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Keys of those letters that have been written.
     *
     * <p>It reads up to the end of the log and not only to the last stable offset, which another producer's open transaction
     * may hold back: letters committed behind it count as well, so it waits until they can be read.
     *
     * @param clientId how the reader calls itself; unlike any other client's name, its meters end with it
     * @param leave tells when to give up
     * @return empty when it gave up
     * @throws KafkaException if Kafka is away, or another transaction stays open for a minute and a half
     */
    Optional<Set<String>> among(List<DeadLetter> letters, String clientId, BooleanSupplier leave) {
        Set<String> wanted = letters.stream().map(DeadLetter::key).collect(Collectors.toSet());
        long since =
                letters.stream().mapToLong(DeadLetter::timestamp).min().orElse(0) - EARLIER_THAN_ITS_RECORD.toMillis();
        Set<String> found = new HashSet<>();
        try (Consumer<byte[], byte[]> reader = kafka.consumer(
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Map.of(
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MS,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                Map.of(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        clientId))) {
            Map<TopicPartition, Long> ends = seek(reader, Math.max(0, since));
            long progress = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                if (leave.getAsBoolean()) {
                    return Optional.empty();
                }
                ConsumerRecords<byte[], byte[]> some = reader.poll(Duration.ofMillis(200));
                some.forEach(letter -> key(letter).filter(wanted::contains).ifPresent(found::add));
                if (!some.isEmpty()) {
                    progress = System.nanoTime();
                } else if (System.nanoTime() - progress > NO_PROGRESS.toNanos()) {
                    throw new TimeoutException("expected to read " + Topics.DEAD_LETTERS.name() + " up to " + ends
                            + ", stood still before: a transaction there stays open (kafka-transactions.sh"
                            + " find-hanging), or its brokers are away");
                }
            }
        }
        return Optional.of(found);
    }

    private Optional<String> key(ConsumerRecord<byte[], byte[]> letter) {
        byte @Nullable [] key = letter.key();
        Header by = letter.headers().lastHeader(DeadLetterHeaders.SERVICE);
        boolean ours = key != null && by != null && Arrays.equals(by.value(), service);
        return ours ? Optional.of(new String(key, StandardCharsets.UTF_8)) : Optional.empty();
    }

    private Map<TopicPartition, Long> seek(Consumer<?, ?> reader, long since) {
        List<TopicPartition> partitions = reader.partitionsFor(Topics.DEAD_LETTERS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<TopicPartition, Long> stable = reader.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> from = reader.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = from.get(partition);
            // none is found too when it lies behind the last stable offset
            reader.seek(partition, start == null ? stable.getOrDefault(partition, 0L) : start.offset());
        }
        return ends;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (Admin admin = kafka.admin()) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(
                            partitions.stream()
                                    .collect(
                                            Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(TIMEOUT_MS))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot ask where " + Topics.DEAD_LETTERS.name() + " ends", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
