package io.tickhouse.ingest.bulk;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.job.JobBook;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher;
import io.tickhouse.ingest.bulk.publish.Progress;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Makes the parts of a load from the service's settings. */
record Workshop(ServiceContext context, BulkConfig config, SchemaRegistryClient registry) {
    static Workshop of(ServiceContext context) {
        return new Workshop(
                context,
                new BulkConfig(context.config()),
                SchemaRegistries.client(
                        context.config().string(CommonConfig.REGISTRY_URL),
                        context.config().passedThrough("registry.")));
    }

    Ledger ledger() {
        return new Ledger(context.kafka(), registry, config.ledgerWait());
    }

    JobBook jobBook() {
        return new JobBook(context.kafka(), registry);
    }

    FileRows rows(ArchiveVenue venue, Source source) {
        return new FileRows(venue, new Reading(source, Instant.now(), new Serializers()), config.csvBytesMax());
    }

    DatasetPublisher publisher(Dataset dataset, Ledger ledger, FileRows rows, Source source, Progress progress) {
        return new DatasetPublisher(
                dataset,
                context.kafka(),
                registry,
                ledger,
                rows,
                config.publishing(source),
                new MeteredProgress(progress, context.metrics()),
                context.stop());
    }

    private final class Serializers implements Reading.Serializers {
        @Override
        public <R extends SpecificRecord> RecordSerializer<R> of(Topic<R> topic) {
            return new RecordSerializer<>(topic, registry);
        }
    }
}
