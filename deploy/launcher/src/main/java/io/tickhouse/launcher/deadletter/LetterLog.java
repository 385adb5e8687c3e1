package io.tickhouse.launcher.deadletter;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The dead-letter topic, read from end to end without a consumer group. Not thread-safe. */
public final class LetterLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(75);
    private static final String TOPIC = Topics.DEAD_LETTERS.name();

    private final Endpoints endpoints;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    public LetterLog(Endpoints endpoints) {
        this.endpoints = endpoints;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        endpoints.kafkaBootstrap(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        15_000,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            List<PartitionInfo> found = consumer.partitionsFor(TOPIC);
            if (found == null || found.isEmpty()) {
                throw new LauncherException(
                        "there is no topic " + TOPIC + "; make the catalogue: ./tickhouse topics --create");
            }
            partitions = found.stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            consumer.close();
            throw new LauncherException(
                    "no broker answers at " + endpoints.kafkaBootstrap() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Where the topic ends now, what is not yet committed included. */
    public Map<TopicPartition, Long> ends() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(
                            partitions.stream()
                                    .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new LauncherException("cannot ask where " + TOPIC + " ends: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted", e);
        }
    }

    /** Where the topic ends for readers of committed records. */
    public Map<TopicPartition, Long> committedEnds() {
        return consumer.endOffsets(partitions);
    }

    /**
     * Reads all letters and marks of a part of the topic, in their order.
     *
     * @param since when given, those written before are passed over
     * @param ends where to stop
     */
    public void read(Optional<Instant> since, Map<TopicPartition, Long> ends, Consumer<Letter> each) {
        seek(since);
        long progress = System.nanoTime();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
            ConsumerRecords<byte[], byte[]> some = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : some) {
                if (record.offset() < end(ends, new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(new Letter(record));
                }
            }
            if (!some.isEmpty()) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                throw new LauncherException("expected to read " + TOPIC + " up to " + ends
                        + ", stood still before: its broker is away, or a transaction there stays open"
                        + " (kafka-transactions.sh find-hanging)");
            }
        }
    }

    private void seek(Optional<Instant> since) {
        if (since.isEmpty()) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> committed = committedEnds();
        Map<TopicPartition, @Nullable OffsetAndTimestamp> from = consumer.offsetsForTimes(partitions.stream()
                .collect(Collectors.toMap(
                        Function.identity(), _ -> Math.max(0, since.get().toEpochMilli()))));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = from.get(partition);
            consumer.seek(partition, start == null ? end(committed, partition) : start.offset());
        }
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
