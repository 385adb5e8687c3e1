package io.tickhouse.ingest.bulk.job;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkLedgerEntry;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** The committed state of every file, read from the ledger topic. Not thread-safe. */
public final class Ledger implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, BulkLedgerEntry> consumer;
    private final Admin admin;
    private final Duration patience;
    private final List<TopicPartition> partitions;
    private final Map<String, BulkFile> files = new HashMap<>();

    /** @param patience how long to wait for the open transactions of others; longer than their timeout */
    public Ledger(KafkaClients kafka, SchemaRegistryClient registry, Duration patience) {
        this.patience = patience;
        this.admin = kafka.admin();
        this.consumer = kafka.consumer(
                new StringDeserializer(),
                new RecordDeserializer<>(Topics.BULK_JOBS, registry),
                Map.of(),
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        this.partitions = consumer.partitionsFor(Topics.BULK_JOBS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads what is committed and not hidden behind somebody's open transaction: enough to see that a file is loaded, not
     * enough to say where to continue.
     */
    public void glance() {
        readTo(consumer.endOffsets(partitions));
    }

    /**
     * Reads to the very end. Call it after {@code initTransactions}, which has ended what an earlier producer of the file
     * left open. Transactions of other files still open hide what was committed after they began, also for this file: so
     * the end is that of all records, and it is waited for.
     *
     * @throws LedgerException if the end is not reached in time
     */
    public void readToEnd() {
        readTo(ends());
    }

    /** Where a file's load stands by what was read last. */
    public Standing standing(ArchiveFile file, String checksum) {
        return Standing.of(files.get(LedgerKey.of(file)), checksum);
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new LedgerException("the brokers cannot be asked for the ledger's end: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted while asking for the ledger's end", e);
        }
    }

    private void readTo(Map<TopicPartition, Long> ends) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, BulkLedgerEntry> entry : consumer.poll(POLL)) {
                put(entry.key(), entry.value());
            }
            if (System.nanoTime() > deadline) {
                throw new LedgerException("expected to read " + Topics.BULK_JOBS.name() + " to offset " + ends
                        + ", found an open transaction in the way for " + patience.toSeconds()
                        + " s: another load may hang; run again later");
            }
        }
    }

    private void put(String key, @Nullable BulkLedgerEntry entry) {
        BulkFile file = entry == null ? null : entry.getFile();
        if (file == null) {
            files.remove(key);
        } else {
            files.put(key, file);
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
