package io.tickhouse.ingest.bulk.publish;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.market.BulkFile;
import io.tickhouse.service.kafka.KafkaClients;
import java.util.List;

/** A dataset taken from whoever publishes it, so that nothing of it is published while it is taken back. */
public final class DatasetClaim implements AutoCloseable {
    private final DatasetProducer producer;

    /** @throws org.apache.kafka.common.KafkaException if the dataset's transactions cannot be taken over */
    public DatasetClaim(Dataset dataset, KafkaClients kafka, SchemaRegistryClient registry) {
        producer = new DatasetProducer(dataset, kafka, registry);
    }

    /**
     * Takes files off the ledger, all or none; returns when the brokers have it.
     *
     * @throws org.apache.kafka.common.KafkaException if another process has taken the dataset in the meantime, or the brokers
     *     fail
     */
    public void forget(List<BulkFile> files) {
        if (!files.isEmpty()) {
            producer.forget(files);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
