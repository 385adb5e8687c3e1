package io.tickhouse.ingest.ws.ledger;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.market.CaptureLedgerEntry;
import io.tickhouse.market.CaptureRun;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of sessions and what has become of them: the ledger topic, read from its beginning and followed by a thread
 * of its own. Safe for several threads.
 */
public final class SessionLedger implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * A session and where it is.
     *
     * @param partition of the ledger that it is in
     */
    public record Placed(int partition, CaptureSession session) {}

    private final Consumer<String, CaptureLedgerEntry> consumer;
    private final List<TopicPartition> partitions;
    private final Map<String, Placed> sessions = new ConcurrentHashMap<>();
    private final Map<String, CaptureRun> runs = new ConcurrentHashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>(); // guarded by this
    private final Map<Integer, Long> ends = new HashMap<>();
    private final Thread reader;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    public SessionLedger(KafkaClients kafka, SchemaRegistryClient registry) {
        this.consumer = kafka.consumer(
                new StringDeserializer(),
                new RecordDeserializer<>(Topics.CAPTURES, registry),
                Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "ingest-ws-ledger"),
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        this.partitions = consumer.partitionsFor(Topics.CAPTURES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> ends.put(partition.partition(), end));
        this.reader = Thread.ofPlatform().name("captures-ledger").daemon().start(this::follow);
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::put);
                synchronized (this) {
                    for (TopicPartition partition : partitions) {
                        positions.put(partition.partition(), consumer.position(partition));
                    }
                    notifyAll();
                }
            }
        } catch (WakeupException e) {
            // closing
        } catch (RuntimeException e) {
            failure = e;
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private void put(ConsumerRecord<String, @Nullable CaptureLedgerEntry> read) {
        CaptureLedgerEntry entry = read.value();
        if (entry == null) {
            sessions.remove(read.key());
            runs.remove(read.key());
        } else if (entry.getSession() != null) {
            sessions.put(read.key(), new Placed(read.partition(), entry.getSession()));
        } else if (entry.getRun() != null) {
            runs.put(read.key(), entry.getRun());
        }
    }

    /** Waits until everything is read that was there when this was made. */
    public void awaitBeginning() throws InterruptedException {
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            await(end.getKey(), end.getValue());
        }
    }

    /**
     * Waits until a partition is read up to an offset, exclusive.
     *
     * @throws LedgerException if it cannot be read, or not in time
     */
    public synchronized void await(int partition, long offset) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (positions.getOrDefault(partition, -1L) < offset) {
            long left = deadline - System.nanoTime();
            RuntimeException why = failure;
            if (why != null || left <= 0) {
                throw new LedgerException(
                        "expected to read " + Topics.CAPTURES.name() + " partition " + partition + " up to offset "
                                + offset + ", found "
                                + (why == null ? "nothing for " + PATIENCE.toSeconds() + " s" : why),
                        why == null ? new IllegalStateException("too late") : why);
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    /** Number of the ledger's partitions. */
    public int partitions() {
        return partitions.size();
    }

    /** All sessions, the oldest first. */
    public List<Placed> sessions() {
        RuntimeException why = failure;
        if (why != null) {
            throw new LedgerException("the ledger " + Topics.CAPTURES.name() + " cannot be read any more: " + why, why);
        }
        return sessions.values().stream()
                .sorted(Comparator.comparing((Placed placed) -> placed.session().getCreateTime())
                        .thenComparing(placed -> placed.session().getSessionId()))
                .toList();
    }

    /** The session of that id. */
    public Optional<Placed> session(String id) {
        return Optional.ofNullable(sessions.get(LedgerKey.session(id)));
    }

    /** What has become of a session in a group of replicas. */
    public Optional<CaptureRun> run(String group, String id) {
        return Optional.ofNullable(runs.get(LedgerKey.run(group, id)));
    }

    /** What has become of a session, in every group that has run it. */
    public List<CaptureRun> runs(String id) {
        return runs.values().stream()
                .filter(run -> run.getSessionId().equals(id))
                .sorted(Comparator.comparing(CaptureRun::getGroup))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
