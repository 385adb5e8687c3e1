package io.tickhouse.launcher.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordDeserializer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Writes records as one JSON object a line: exact decimals as text, times as ISO 8601. */
public final class JsonLines {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Optional<RecordDeserializer<? extends SpecificRecord>> values;

    public JsonLines(Topic<?> topic, SchemaRegistryClient registry) {
        this.values = topic.valueType().isEmpty() ? Optional.empty() : Optional.of(deserializer(topic, registry));
    }

    private static <V extends SpecificRecord> RecordDeserializer<V> deserializer(
            Topic<V> topic, SchemaRegistryClient registry) {
        return new RecordDeserializer<>(topic, registry);
    }

    /** The record with its place in the topic. */
    public String line(ConsumerRecord<String, byte[]> record) throws JsonProcessingException {
        ObjectNode line = NODES.objectNode();
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("key", record.key());
        if (record.headers().iterator().hasNext()) {
            ObjectNode headers = line.putObject("headers");
            for (Header header : record.headers()) {
                headers.put(header.key(), text(header.value()));
            }
        }
        byte @Nullable [] bytes = record.value();
        if (bytes == null) {
            line.putNull("value");
        } else if (values.isPresent()) {
            put(line, "value", values.get().deserialize(record.topic(), bytes));
        } else {
            line.put("value", text(bytes));
        }
        return mapper.writeValueAsString(line);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode into, String name, @Nullable Object value) {
        switch (value) {
            case null -> into.putNull(name);
            case SpecificRecord record -> into.set(name, object(record));
            case List<?> list -> {
                ArrayNode array = into.putArray(name);
                list.forEach(element -> array.add(
                        element instanceof SpecificRecord record
                                ? object(record)
                                : NODES.textNode(String.valueOf(element))));
            }
            case BigDecimal decimal -> into.put(name, plain(decimal));
            case Long number -> into.put(name, number);
            case Integer number -> into.put(name, number);
            case Boolean flag -> into.put(name, flag);
            default -> into.put(name, value.toString());
        }
    }

    private static ObjectNode object(SpecificRecord record) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            put(node, field.name(), record.get(field.pos()));
        }
        return node;
    }

    private static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}
