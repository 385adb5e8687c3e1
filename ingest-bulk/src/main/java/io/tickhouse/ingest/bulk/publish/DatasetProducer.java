package io.tickhouse.ingest.bulk.publish;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.job.LedgerKey;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkLedgerEntry;
import io.tickhouse.market.Coverage;
import io.tickhouse.schemas.DeadLetterHeaders;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The only producer of a dataset's history: rows, dead letters, proofs and ledger entries, in transactions of its own. Opening
 * it ends whatever an earlier one of the dataset left open, and shuts that one out.
 */
final class DatasetProducer implements AutoCloseable {
    /** Measured on the local stack: lz4 costs least beside encoding, large batches save requests. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 << 10,
            ProducerConfig.LINGER_MS_CONFIG,
            50,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            32L << 20,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            30_000);

    private static final String SERVICE = "ingest-bulk";

    private final byte[] key;
    private final String topic;
    private final RecordSerializer<BulkLedgerEntry> ledger;
    private final RecordSerializer<Coverage> coverage;
    private final Producer<byte[], byte[]> producer;
    private final int partition;

    /** @throws org.apache.kafka.common.KafkaException if the transactions cannot be taken over */
    DatasetProducer(Dataset dataset, KafkaClients kafka, SchemaRegistryClient registry) {
        this.key = utf8(Topics.key(dataset.venue().name(), dataset.symbol()));
        this.topic = dataset.series().type().topic().name();
        this.ledger = new RecordSerializer<>(Topics.BULK_JOBS, registry);
        this.coverage = new RecordSerializer<>(Topics.COVERAGE, registry);
        Map<String, Object> fixed = Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId(dataset),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true);
        // a load has as many producers as datasets: their client metrics would only pile up
        this.producer = new KafkaProducer<>(
                kafka.settings("producer", DEFAULTS, fixed), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            // where the producer itself puts the key; found once, as all rows of a dataset have the same one
            this.partition = Utils.toPositive(Utils.murmur2(key))
                    % producer.partitionsFor(topic).size();
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
    }

    /** {@code ingest-bulk:VENUE:SYMBOL:SERIES}: two processes can never both have it. */
    static String transactionalId(Dataset dataset) {
        return SERVICE
                + ':'
                + dataset.venue().name()
                + ':'
                + dataset.symbol()
                + ':'
                + dataset.series().label();
    }

    void begin() {
        producer.beginTransaction();
    }

    /** Sends a row's record. What a send has to say of failure, the commit says too. */
    void send(byte[] value) {
        // the timestamp is the time of publishing: the producer stamps it
        var _ = producer.send(new ProducerRecord<>(topic, partition, key, value));
    }

    /** @param line counts from 1, the header included */
    void refuse(ArchiveFile file, long line, byte[] bytes, String reason) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), utf8(file.path() + ':' + line), bytes);
        letter.headers()
                .add(DeadLetterHeaders.SERVICE, utf8(SERVICE))
                .add(DeadLetterHeaders.ERROR, utf8(reason))
                .add(DeadLetterHeaders.FILE, utf8(file.path()))
                .add(DeadLetterHeaders.LINE, utf8(Long.toString(line)));
        var _ = producer.send(letter);
    }

    /** Sends the proof that a stretch of the dataset is complete. */
    void prove(Coverage proof) {
        var _ = producer.send(
                new ProducerRecord<>(Topics.COVERAGE.name(), key, coverage.serialize(Topics.COVERAGE.name(), proof)));
    }

    /** Commits what was sent since {@link #begin} together with where the file then stands. */
    void commit(ArchiveFile file, BulkFile state) {
        var _ = producer.send(new ProducerRecord<>(
                Topics.BULK_JOBS.name(),
                utf8(LedgerKey.of(file)),
                ledger.serialize(
                        Topics.BULK_JOBS.name(),
                        BulkLedgerEntry.newBuilder().setFile(state).build())));
        producer.commitTransaction();
    }

    /** Takes files off the ledger, all or none. */
    void forget(List<BulkFile> files) {
        producer.beginTransaction();
        for (BulkFile file : files) {
            var _ = producer.send(new ProducerRecord<>(Topics.BULK_JOBS.name(), utf8(LedgerKey.of(file)), null));
        }
        producer.commitTransaction();
    }

    /** Gives up at once; what is open will be aborted by the dataset's next producer or by the brokers. */
    void abandon() {
        producer.close(Duration.ZERO);
    }

    @Override
    public void close() {
        producer.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
