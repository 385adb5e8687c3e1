package io.tickhouse.sink.clickhouse.map;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The mappers of one topic, by the schema its records were written with. Not thread-safe. */
public final class Mappers {
    private final Topic<?> topic;
    private final String recordName;
    private final TableShape table;
    private final WriterSchemas schemas;
    private final Map<Integer, RowMapper> mappers = new HashMap<>();
    private int lastId;
    private @Nullable RowMapper lastMapper;

    public Mappers(Topic<?> topic, TableShape table, SchemaRegistryClient registry) {
        this.topic = topic;
        this.recordName = topic.valueSchema()
                .map(Schema::getFullName)
                .orElseThrow(() -> new IllegalArgumentException(topic.name() + " holds plain bytes, not records"));
        this.table = table;
        this.schemas = new WriterSchemas(registry, topic.subject(), System::nanoTime);
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
        RowMapper mapper = lastMapper;
        if (mapper == null || id != lastId) {
            mapper = mappers.get(id);
            if (mapper == null) {
                mapper = compile(id);
                mappers.put(id, mapper);
            }
            lastId = id;
            lastMapper = mapper;
        }
        return mapper;
    }

    /**
     * The mapper for the schema registered last under the topic's subject.
     *
     * @throws UnmappableException if there is none or it is another record's
     * @throws RegistryUnavailableException if the registry cannot say
     * @throws TableMismatchException if the table cannot take records of this schema
     */
    public RowMapper ofNewest() {
        return compile(schemas.newestId());
    }

    private RowMapper compile(int id) {
        Schema written = schemas.byId(id);
        if (!written.getFullName().equals(recordName)) {
            throw new UnmappableException(
                    "expected a " + recordName + ", found schema " + id + ", a " + written.getFullName());
        }
        return new MapperCompiler(topic.name(), table).compile(written);
    }
}
