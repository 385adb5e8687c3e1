package io.tickhouse.ingest.bulk.setup;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.fetch.Archive;
import io.tickhouse.ingest.bulk.fetch.Archives;
import io.tickhouse.ingest.bulk.fetch.Fetcher;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.ingest.bulk.publish.Progress;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.rows.SpoolSpace;
import io.tickhouse.ingest.bulk.rows.Verifier;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Makes the parts of a load from the service's settings. */
public record Workshop(ServiceContext context, BulkConfig config, SchemaRegistryClient registry, SpoolSpace spools) {
    public static Workshop of(ServiceContext context) {
        BulkConfig config = new BulkConfig(context.config());
        return new Workshop(
                context,
                config,
                SchemaRegistries.client(
                        context.config().string(CommonConfig.REGISTRY_URL),
                        context.config().passedThrough("registry.")),
                new SpoolSpace(config.spoolBytes()));
    }

    public Ledger ledger() {
        return new Ledger(context.kafka(), registry, config.ledgerWait());
    }

    public JobBook jobBook() {
        return new JobBook(context.kafka(), registry);
    }

    public FileRows rows(ArchiveVenue venue, Source source) {
        return new FileRows(venue, new Reading(source, Instant.now(), new Serializers()), config.csvBytesMax());
    }

    public Verifier verifier(FileRows rows) {
        return new Verifier(rows, config.refusedRowsMax(), spools);
    }

    public Archive archive(ArchiveVenue venue, String place) throws ArchiveException {
        return Archives.open(venue, place, config.fetching(), context.stop());
    }

    /** @param work folder for fetched files */
    public Fetcher fetcher(Archive archive, Path work) {
        return new Fetcher(archive, work, config.zipBytesMax());
    }

    public Progress metered(Progress progress) {
        return new MeteredProgress(progress, context.metrics());
    }

    public DatasetPublisher publisher(Dataset dataset, Ledger ledger) {
        return new DatasetPublisher(dataset, context.kafka(), registry, ledger, config.publishing(), context.stop());
    }

    private final class Serializers implements Reading.Serializers {
        @Override
        public <R extends SpecificRecord> RecordSerializer<R> of(Topic<R> topic) {
            return new RecordSerializer<>(topic, registry);
        }
    }
}
