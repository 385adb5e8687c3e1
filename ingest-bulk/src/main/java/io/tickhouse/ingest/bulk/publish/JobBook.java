package io.tickhouse.ingest.bulk.publish;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.job.LedgerException;
import io.tickhouse.ingest.bulk.job.LedgerKey;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkLedgerEntry;
import io.tickhouse.market.BulkRun;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.service.kafka.KafkaClients;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes jobs and runs into the ledger topic; each call returns when the brokers have it. Safe for several threads. */
public final class JobBook implements AutoCloseable {
    private final Producer<String, BulkLedgerEntry> producer;

    public JobBook(KafkaClients kafka, SchemaRegistryClient registry) {
        this.producer = kafka.producer(
                new StringSerializer(),
                new RecordSerializer<>(Topics.BULK_JOBS, registry),
                Map.of(ProducerConfig.CLIENT_ID_CONFIG, "ingest-bulk-jobs"),
                Map.of());
    }

    /** Writes what a user wants. */
    public void write(BulkJob job) throws InterruptedException {
        put(
                LedgerKey.ofJob(job.getJobId()),
                BulkLedgerEntry.newBuilder().setJob(job).build());
    }

    /** Writes what has become of a job. */
    public void write(BulkRun run) throws InterruptedException {
        put(
                LedgerKey.ofRun(run.getJobId()),
                BulkLedgerEntry.newBuilder().setRun(run).build());
    }

    /** Removes a job; the files it has loaded stay known. */
    public void remove(String job) throws InterruptedException {
        put(LedgerKey.ofJob(job), null);
        put(LedgerKey.ofRun(job), null);
    }

    private synchronized void put(String key, @Nullable BulkLedgerEntry entry) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(Topics.BULK_JOBS.name(), key, entry))
                    .get();
        } catch (ExecutionException e) {
            throw new LedgerException(
                    "the ledger " + Topics.BULK_JOBS.name() + " cannot be written: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
