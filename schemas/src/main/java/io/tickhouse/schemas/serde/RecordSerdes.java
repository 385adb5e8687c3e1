package io.tickhouse.schemas.serde;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes of the catalogue's topics. */
public final class RecordSerdes {
    private RecordSerdes() {}

    /** Writes and reads the topic's records. Not thread-safe; the schema must be registered. */
    public static <V extends SpecificRecord> Serde<V> of(Topic<V> topic, SchemaRegistryClient registry) {
        return Serdes.serdeFrom(new RecordSerializer<>(topic, registry), new RecordDeserializer<>(topic, registry));
    }
}
