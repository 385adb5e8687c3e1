package io.tickhouse.ingest.ws.publish;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.ws.ledger.LedgerException;
import io.tickhouse.ingest.ws.ledger.LedgerKey;
import io.tickhouse.market.CaptureLedgerEntry;
import io.tickhouse.market.CaptureRun;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.service.kafka.KafkaClients;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes into the ledger topic; each call returns when the brokers have it, with the offset behind it. Thread-safe. */
public final class SessionBook implements AutoCloseable {
    private final Producer<String, CaptureLedgerEntry> producer;

    public SessionBook(KafkaClients kafka, SchemaRegistryClient registry) {
        this.producer = kafka.producer(
                new StringSerializer(),
                new RecordSerializer<>(Topics.CAPTURES, registry),
                Map.of(ProducerConfig.CLIENT_ID_CONFIG, "ingest-ws-ledger-writer"),
                Map.of());
    }

    /** Writes what a user wants. */
    public long write(CaptureSession session, int partition) throws InterruptedException {
        return put(
                LedgerKey.session(session.getSessionId()),
                CaptureLedgerEntry.newBuilder().setSession(session).build(),
                partition);
    }

    /** Writes what has become of a session. */
    public long write(CaptureRun run, int partition) throws InterruptedException {
        return put(
                LedgerKey.run(run.getGroup(), run.getSessionId()),
                CaptureLedgerEntry.newBuilder().setRun(run).build(),
                partition);
    }

    /** Removes a session and what has become of it. */
    public long remove(CaptureSession session, List<CaptureRun> runs, int partition) throws InterruptedException {
        for (CaptureRun run : runs) {
            put(LedgerKey.run(run.getGroup(), run.getSessionId()), null, partition);
        }
        return put(LedgerKey.session(session.getSessionId()), null, partition);
    }

    private long put(String key, @Nullable CaptureLedgerEntry entry, int partition) throws InterruptedException {
        try {
            return producer.send(new ProducerRecord<>(Topics.CAPTURES.name(), partition, key, entry))
                            .get()
                            .offset()
                    + 1;
        } catch (ExecutionException e) {
            throw new LedgerException(
                    "the ledger " + Topics.CAPTURES.name() + " cannot be written: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
