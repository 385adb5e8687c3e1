package io.tickhouse.ingest.bulk.job;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkLedgerEntry;
import io.tickhouse.market.BulkRun;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The committed state of files, jobs and runs: the ledger topic, read from its beginning and followed by a thread of its own.
 * Safe for several threads.
 */
public final class Ledger implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, BulkLedgerEntry> consumer;
    private final Admin admin;
    private final Duration patience;
    private final List<TopicPartition> partitions;
    private final Map<String, BulkLedgerEntry> entries = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>(); // guarded by this
    private final Thread reader;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /** @param patience how long to wait for the open transactions of others; longer than their timeout */
    public Ledger(KafkaClients kafka, SchemaRegistryClient registry, Duration patience) {
        this.patience = patience;
        this.admin = kafka.admin();
        this.consumer = kafka.consumer(
                new StringDeserializer(),
                new RecordDeserializer<>(Topics.BULK_JOBS, registry),
                Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "ingest-bulk-ledger"),
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        this.partitions = consumer.partitionsFor(Topics.BULK_JOBS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.reader = Thread.ofPlatform().name("bulk-ledger").daemon().start(this::follow);
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(entry -> put(entry.key(), entry.value()));
                Map<TopicPartition, Long> reached =
                        partitions.stream().collect(Collectors.toMap(Function.identity(), consumer::position));
                synchronized (this) {
                    positions.putAll(reached);
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

    private void put(String key, @Nullable BulkLedgerEntry entry) {
        if (entry == null) {
            entries.remove(key);
        } else {
            entries.put(key, entry);
        }
    }

    /**
     * Waits until everything is read that is committed and not hidden behind somebody's open transaction: enough to see what
     * is loaded, not enough to say where to continue.
     */
    public void glance() throws InterruptedException {
        await(ends(IsolationLevel.READ_COMMITTED));
    }

    /**
     * Waits until the very end is read. Call it after {@code initTransactions}, which has ended what an earlier producer of the
     * same data left open. Transactions of others still open hide what was committed after they began: so the end is that of
     * all records, and it is waited for.
     *
     * @throws LedgerException if the end is not reached in time
     */
    public void readToEnd() throws InterruptedException {
        await(ends(IsolationLevel.READ_UNCOMMITTED));
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolation) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new LedgerException("the brokers cannot be asked for the ledger's end: " + e.getCause(), e);
        }
    }

    private synchronized void await(Map<TopicPartition, Long> ends) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> positions.getOrDefault(end.getKey(), -1L) < end.getValue())) {
            if (failure != null) {
                throw new LedgerException("the ledger cannot be read any more: " + failure, failure);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new LedgerException("expected to read " + Topics.BULK_JOBS.name() + " to offset " + ends
                        + ", found an open transaction in the way for " + patience.toSeconds()
                        + " s: another load may hang; run again later");
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    /** What is known of a file; empty when nothing of it is loaded. */
    public Optional<BulkFile> file(ArchiveFile file) {
        return Optional.ofNullable(entries.get(LedgerKey.of(file))).map(BulkLedgerEntry::getFile);
    }

    /** Everything known of files. */
    public List<BulkFile> files() {
        return all(BulkLedgerEntry::getFile);
    }

    /** Jobs, those of lower rank first. */
    public List<BulkJob> jobs() {
        return all(BulkLedgerEntry::getJob).stream()
                .sorted(Comparator.comparingLong(BulkJob::getRank).thenComparing(BulkJob::getJobId))
                .toList();
    }

    /** What a runner said last of a job. */
    public Optional<BulkRun> run(String job) {
        return Optional.ofNullable(entries.get(LedgerKey.ofRun(job))).map(BulkLedgerEntry::getRun);
    }

    private <T> List<T> all(Function<BulkLedgerEntry, @Nullable T> kind) {
        Collection<BulkLedgerEntry> now = entries.values();
        return now.stream()
                .map(entry -> Optional.ofNullable(kind.apply(entry)))
                .flatMap(Optional::stream)
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
        admin.close();
    }
}
