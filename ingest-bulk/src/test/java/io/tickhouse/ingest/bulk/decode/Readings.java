package io.tickhouse.ingest.bulk.decode;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/** How tests read, with a registry in memory that knows every topic's schema. */
public final class Readings {
    public static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private static final SchemaRegistryClient REGISTRY = registry();

    private Readings() {}

    private static SchemaRegistryClient registry() {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        for (Topic<?> topic : Topics.all()) {
            topic.valueSchema().ifPresent(schema -> {
                try {
                    registry.register(topic.subject(), new AvroSchema(schema));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (RestClientException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        return registry;
    }

    public static Reading of(Source source) {
        return new Reading(source, NOW, new Reading.Serializers() {
            @Override
            public <R extends SpecificRecord> RecordSerializer<R> of(Topic<R> topic) {
                return new RecordSerializer<>(topic, REGISTRY);
            }
        });
    }

    /** Reads a topic's values. */
    public static <R extends SpecificRecord> RecordDeserializer<R> deserializer(Topic<R> topic) {
        return new RecordDeserializer<>(topic, REGISTRY);
    }

    /** A topic's value of a record, written by way of the generated class. */
    public static <R extends SpecificRecord> byte[] bytes(Topic<R> topic, R record) {
        return Objects.requireNonNull(new RecordSerializer<>(topic, REGISTRY).serialize(topic.name(), record));
    }
}
