package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A topic's records. A topology holds one serializer for all its threads, while those of the contract reuse their buffers: so
 * each thread gets its own.
 */
final class RecordSerde<V extends SpecificRecord> implements Serde<V> {
    private final ThreadLocal<RecordSerializer<V>> serializers;
    private final ThreadLocal<RecordDeserializer<V>> deserializers;

    RecordSerde(Topic<V> topic, SchemaRegistryClient registry) {
        this.serializers = ThreadLocal.withInitial(() -> new RecordSerializer<>(topic, registry));
        this.deserializers = ThreadLocal.withInitial(() -> new RecordDeserializer<>(topic, registry));
    }

    @Override
    public Serializer<V> serializer() {
        return (topic, value) -> serializers.get().serialize(topic, value);
    }

    @Override
    public Deserializer<V> deserializer() {
        return (topic, bytes) -> deserializers.get().deserialize(topic, bytes);
    }
}
