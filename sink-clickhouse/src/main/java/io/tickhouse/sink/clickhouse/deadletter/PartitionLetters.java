package io.tickhouse.sink.clickhouse.deadletter;

import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The letters of one partition: at most one producer in the whole cluster can write them, the one that came last. Opening it
 * settles what an earlier one left open; then a look tells which letters are there, then the missing ones are written in one
 * transaction. The look may be left out only for a batch that no other process can have had (not repeated) and by a producer
 * that has looked before: had anybody else written since, it would be fenced. Thread-safe.
 */
final class PartitionLetters {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionLetters.class);

    /** Bounds how long a stop has to wait for a broker that is away. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Topics.DEAD_LETTERS.maxMessageBytes(),
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            8L << 20,
            ProducerConfig.LINGER_MS_CONFIG,
            5);

    private final KafkaClients kafka;
    private final EarlierDeadLetters earlier;
    private final LetterRecords records;
    private final String transactionalId;
    private final Duration idle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable Producer<byte[], byte[]> producer; // changes under the lock
    private long generation;
    private long lastUsed;

    /** @param idle after how long without a letter the producer is closed */
    PartitionLetters(
            KafkaClients kafka,
            EarlierDeadLetters earlier,
            LetterRecords records,
            String transactionalId,
            Duration idle) {
        this.kafka = kafka;
        this.earlier = earlier;
        this.records = records;
        this.transactionalId = transactionalId;
        this.idle = idle;
    }

    /** See {@link DeadLetters#write}. */
    OptionalInt write(List<DeadLetter> letters, boolean repeated, BooleanSupplier leave) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean look = repeated || producer == null;
            Producer<byte[], byte[]> mine = producer == null ? open() : producer;
            Set<String> written = Set.of();
            if (look) {
                var found = earlier.among(letters, transactionalId + "-look", leave);
                if (found.isEmpty()) {
                    abandon(); // has not looked, so it must not be kept
                    return OptionalInt.empty();
                }
                written = found.get();
            }
            List<DeadLetter> missing = missing(letters, written);
            if (!missing.isEmpty()) {
                send(mine, missing);
            }
            lastUsed = System.nanoTime();
            return OptionalInt.of(missing.size());
        } catch (RuntimeException e) {
            abandon();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private static List<DeadLetter> missing(List<DeadLetter> letters, Set<String> written) {
        return letters.stream()
                .filter(letter -> !written.contains(letter.key()))
                .toList();
    }

    private Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> opened = kafka.producer(
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                DEFAULTS,
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transactionalId,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        transactionalId));
        producer = opened;
        long mine = ++generation;
        opened.initTransactions();
        lastUsed = System.nanoTime();
        Thread.ofVirtual().name(transactionalId + "-idle").start(() -> closeWhenIdle(mine));
        return opened;
    }

    /** All of them or none; a letter that the broker finds too large is cut rather than lost. */
    private void send(Producer<byte[], byte[]> to, List<DeadLetter> letters) {
        int keep = Integer.MAX_VALUE;
        while (true) {
            try {
                to.beginTransaction();
                for (DeadLetter letter : letters) {
                    // what a send has to say of failure, the commit says too
                    var _ = to.send(records.of(letter, keep));
                }
                to.commitTransaction();
                return;
            } catch (KafkaException e) {
                if (!Failures.has(e, RecordTooLargeException.class) || keep == 0) {
                    throw e;
                }
                to.abortTransaction();
                keep = Math.min(
                                keep,
                                letters.stream()
                                        .mapToInt(LetterRecords::size)
                                        .max()
                                        .orElse(0))
                        / 2;
                LOG.atWarn()
                        .addKeyValue("partition", transactionalId)
                        .addKeyValue("keeping_bytes", keep)
                        .log(
                                "a dead letter is larger than its topic or this producer takes; cutting those that are"
                                        + " longer: {}",
                                e.getMessage());
            }
        }
    }

    /** @param mine the producer this watches, by its number */
    private void closeWhenIdle(long mine) {
        lock.lock();
        try {
            long left = idle.toNanos();
            while (isOpen(mine) && left > 0) {
                long ignored = changed.awaitNanos(left);
                left = lastUsed + idle.toNanos() - System.nanoTime();
            }
            if (isOpen(mine)) {
                abandon();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the producer; a transaction it left open is settled by the partition's next one. */
    private void abandon() {
        Producer<byte[], byte[]> old = producer;
        producer = null;
        changed.signalAll();
        if (old != null) {
            old.close(Duration.ZERO);
        }
    }

    boolean isOpen() {
        return producer != null;
    }

    private boolean isOpen(long number) {
        return isOpen() && generation == number;
    }

    void close() throws InterruptedException {
        if (lock.tryLock(5, TimeUnit.SECONDS)) {
            try {
                abandon();
            } finally {
                lock.unlock();
            }
        }
    }
}
