package io.tickhouse.sink.clickhouse.deadletter;

import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Writes dead letters, each once, for readers of committed records. They are written before the end of their batch is
 * committed, so none is lost; and in transactions of their partition's own ({@code GROUP-dead-letters-TOPIC-PARTITION}), so
 * that none of a killed or stalled sink can arrive after its successor has looked what is there. There are producers only
 * while there are letters. Thread-safe.
 *
 * <p>The broker must allow the sink's user to write to the dead-letter topic and to read it, and transactional ids with the
 * prefix {@code GROUP-dead-letters-}.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final KafkaClients kafka;
    private final String group;
    private final EarlierDeadLetters earlier;
    private final LetterRecords records;
    private final Duration idle;
    private final Map<TopicPartition, PartitionLetters> partitions = new ConcurrentHashMap<>();

    /**
     * @param service who refuses the records
     * @param group the consumer group that shares the partitions
     */
    public DeadLetters(KafkaClients kafka, String service, String group) {
        this(kafka, service, group, IDLE);
    }

    DeadLetters(KafkaClients kafka, String service, String group, Duration idle) {
        this.kafka = kafka;
        this.group = group;
        this.earlier = new EarlierDeadLetters(kafka, service);
        this.records = new LetterRecords(service);
        this.idle = idle;
    }

    /**
     * Writes those of the letters that are not there yet, all or none.
     *
     * @param letters of one batch, so of one partition
     * @param repeated whether an earlier process may have written some of them
     * @param leave tells when to give up, since the sink stops or the partition is somebody else's
     * @return how many were written now; empty when it gave up
     * @throws KafkaException if it is not known that all are written: call again, as repeated. A fenced producer is among
     *     the reasons: then another sink believes it has the partition, and if that is right {@code leave} will tell
     */
    public OptionalInt write(List<DeadLetter> letters, boolean repeated, BooleanSupplier leave)
            throws InterruptedException {
        if (letters.isEmpty()) {
            return OptionalInt.of(0);
        }
        return partition(letters.getFirst()).write(letters, repeated, leave);
    }

    /** What to do about a failure of {@link #write} that no repetition heals; empty for all others. */
    public Optional<String> advice(KafkaException failure) {
        return Failures.has(failure, AuthorizationException.class)
                ? Optional.of("the broker does not let this user write dead letters: allow WRITE, READ and"
                        + " DESCRIBE on the topic tickhouse.dead-letters.v1, and WRITE and DESCRIBE on transactional ids"
                        + " with the prefix " + transactionalPrefix(group) + ". It said: " + failure.getMessage())
                : Optional.empty();
    }

    private PartitionLetters partition(DeadLetter letter) {
        return partitions.computeIfAbsent(
                new TopicPartition(letter.topic(), letter.partition()),
                origin -> new PartitionLetters(
                        kafka, earlier, records, transactionalId(group, origin.topic(), origin.partition()), idle));
    }

    /** What the transactional ids of a group's dead letters begin with. */
    public static String transactionalPrefix(String group) {
        return group + "-dead-letters-";
    }

    /** Under which the letters of one partition are written: {@code GROUP-dead-letters-TOPIC-PARTITION}. */
    public static String transactionalId(String group, String topic, int partition) {
        return transactionalPrefix(group) + topic + '-' + partition;
    }

    /** Producers open now. */
    long producers() {
        return partitions.values().stream().filter(PartitionLetters::isOpen).count();
    }

    @Override
    public void close() {
        try {
            for (PartitionLetters partition : partitions.values()) {
                partition.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
