package io.tickhouse.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tickhouse.schemas.Topic;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic's records, resolving the schema they were written with against the one this version knows. Not
 * thread-safe.
 *
 * @param <V> the topic's record
 */
public final class RecordDeserializer<V extends SpecificRecord> implements Deserializer<V> {
    static {
        TrustedRecords.register();
    }

    private final Schema readerSchema;
    private final SchemaRegistryClient registry;
    private final Map<Integer, SpecificDatumReader<V>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    public RecordDeserializer(Topic<V> topic, SchemaRegistryClient registry) {
        this.readerSchema = topic.valueSchema()
                .orElseThrow(() -> new IllegalArgumentException(topic.name() + " holds plain bytes, not records"));
        this.registry = registry;
    }

    @Override
    public @Nullable V deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        SpecificDatumReader<V> reader = readers.get(WireFormat.schemaId(value));
        if (reader == null) {
            reader = readerOf(WireFormat.schemaId(value));
        }
        int body = value.length - WireFormat.HEADER_BYTES;
        BinaryDecoder reused = DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER_BYTES, body, decoder);
        decoder = reused;
        try {
            V read = reader.read(null, reused);
            if (!reused.isEnd()) {
                throw new SerializationException(
                        "expected the value to end after one " + readerSchema.getName() + ", found more bytes");
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "cannot read a " + readerSchema.getName() + " from " + topic + ": " + e, e);
        }
    }

    private SpecificDatumReader<V> readerOf(int schemaId) {
        try {
            if (registry.getSchemaById(schemaId) instanceof AvroSchema written) {
                SpecificDatumReader<V> reader = new SpecificDatumReader<>(written.rawSchema(), readerSchema);
                readers.put(schemaId, reader);
                return reader;
            }
            throw new SerializationException("schema " + schemaId + " in the registry is not an Avro schema");
        } catch (IOException | RestClientException e) {
            throw new SerializationException(
                    "cannot get schema " + schemaId + " of a " + readerSchema.getName() + " from the registry: "
                            + e.getMessage(),
                    e);
        }
    }
}
