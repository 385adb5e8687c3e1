package io.tickhouse.sink.clickhouse.map;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** The mappers of one topic, by the schema its records were written with. Not thread-safe. */
public final class Mappers {
    private static final int NOT_FOUND = 404;

    private final Topic<?> topic;
    private final String recordName;
    private final TableShape table;
    private final SchemaRegistryClient registry;
    private final Map<Integer, RowMapper> mappers = new HashMap<>();

    public Mappers(Topic<?> topic, TableShape table, SchemaRegistryClient registry) {
        this.topic = topic;
        this.recordName = topic.valueSchema()
                .map(Schema::getFullName)
                .orElseThrow(() -> new IllegalArgumentException(topic.name() + " holds plain bytes, not records"));
        this.table = table;
        this.registry = registry;
    }

    /** The table the rows are for. */
    public TableShape table() {
        return table;
    }

    /**
     * The mapper for a record.
     *
     * @param value its bytes
     * @throws UnmappableException if the bytes are not in the wire format, or their schema is not known or another record's
     * @throws RegistryUnavailableException if the registry cannot say
     * @throws TableMismatchException if the table cannot take records of this schema
     */
    public RowMapper of(byte[] value) {
        int id;
        try {
            id = WireFormat.schemaId(value);
        } catch (SerializationException e) {
            throw new UnmappableException(String.valueOf(e.getMessage()));
        }
        RowMapper known = mappers.get(id);
        if (known != null) {
            return known;
        }
        RowMapper compiled = compile(id);
        mappers.put(id, compiled);
        return compiled;
    }

    /**
     * The mapper for the schema registered last under the topic's subject.
     *
     * @throws UnmappableException if there is none or it is another record's
     * @throws RegistryUnavailableException if the registry cannot say
     * @throws TableMismatchException if the table cannot take records of this schema
     */
    public RowMapper ofNewest() {
        try {
            return compile(registry.getLatestSchemaMetadata(topic.subject()).getId());
        } catch (RestClientException e) {
            throw new UnmappableException("no schema under subject " + topic.subject() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "cannot ask the registry for the newest schema of " + topic.subject() + ": " + e, e);
        }
    }

    private RowMapper compile(int id) {
        Schema written = schema(id);
        if (!written.getFullName().equals(recordName)) {
            throw new UnmappableException(
                    "expected a " + recordName + ", found schema " + id + ", a " + written.getFullName());
        }
        return new MapperCompiler(topic.name(), table).compile(written);
    }

    private Schema schema(int id) {
        try {
            if (registry.getSchemaById(id) instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
            throw new UnmappableException("schema " + id + " in the registry is not an Avro schema");
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                throw new UnmappableException("the registry knows no schema " + id);
            }
            throw new RegistryUnavailableException("the registry refused schema " + id + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RegistryUnavailableException("cannot ask the registry for schema " + id + ": " + e, e);
        }
    }
}
