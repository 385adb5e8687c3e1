package io.tickhouse.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tickhouse.schemas.Topic;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a topic's records in the Confluent wire format. The schema must be registered already (the deploy step does it):
 * producers never register. The id is asked for once, at construction, so a missing registration stops a service at its
 * start. Not thread-safe: the buffer is reused.
 *
 * @param <V> the topic's record
 */
public final class RecordSerializer<V extends SpecificRecord> implements Serializer<V> {
    static {
        TrustedRecords.register();
    }

    private final byte[] header;
    private final RecordEncoder encoder;
    private final AvroBuffer buffer = new AvroBuffer();

    /**
     * @throws SerializationException if the registry cannot be asked or does not know the topic's schema
     */
    public RecordSerializer(Topic<V> topic, SchemaRegistryClient registry) {
        Schema schema = topic.valueSchema()
                .orElseThrow(() -> new IllegalArgumentException(topic.name() + " holds plain bytes, not records"));
        this.header = WireFormat.header(registeredId(topic, schema, registry));
        this.encoder = new RecordEncoder(schema);
        buffer.raw(header, 0, header.length);
    }

    private static int registeredId(Topic<?> topic, Schema schema, SchemaRegistryClient registry) {
        try {
            return registry.getId(topic.subject(), new AvroSchema(schema));
        } catch (IOException | RestClientException e) {
            throw new SerializationException(
                    "expected the schema of " + schema.getFullName() + " to be registered under subject "
                            + topic.subject()
                            + ", but the registry answered: " + e.getMessage()
                            + ". Register the catalogue first: ./tickhouse topics --create",
                    e);
        }
    }

    /** What each value begins with, for those who write the Avro body by themselves: the wire format's header; a copy. */
    public byte[] header() {
        return header.clone();
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable V value) {
        if (value == null) {
            return null;
        }
        buffer.cutTo(header.length);
        try {
            encoder.write(value, buffer);
        } catch (RuntimeException e) {
            throw new SerializationException(
                    "cannot write a " + value.getSchema().getName() + " to " + topic + ": " + e, e);
        }
        return buffer.toArray();
    }
}
