package io.tickhouse.ingest.bulk;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.ingest.bulk.venue.binance.BinanceVenue;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.avro.specific.SpecificRecord;

/** Files of archives, as tests need them. */
public final class TestFiles {
    private TestFiles() {}

    /** How files are read, with schemas of a registry in memory. */
    public static Reading reading(Source source, Instant now) {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        new SchemaProvisioner(registry).provision(Topics.all());
        return new Reading(source, now, new Reading.Serializers() {
            @Override
            public <R extends SpecificRecord> RecordSerializer<R> of(Topic<R> topic) {
                return new RecordSerializer<>(topic, registry);
            }
        });
    }

    /** A day's trades. */
    public static ArchiveFile trades(BinanceMarket market, String symbol, LocalDate day) {
        return new BinanceVenue(market)
                .day(new Dataset(market.venue(), symbol, Series.of(DataType.TRADES)), day)
                .orElseThrow();
    }
}
