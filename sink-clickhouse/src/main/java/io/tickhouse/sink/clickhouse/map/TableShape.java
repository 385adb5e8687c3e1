package io.tickhouse.sink.clickhouse.map;

import java.util.Map;
import java.util.Set;

/**
 * What a table can take.
 *
 * @param name its name in {@code market_store}
 * @param columns the columns that can be written, name to ClickHouse type
 * @param partitions how it is cut
 */
public record TableShape(String name, Map<String, String> columns, TablePartitions partitions) {
    /** Columns that say where in Kafka a row came from. */
    public static final String TOPIC = "_topic";

    public static final String PARTITION = "_partition";
    public static final String OFFSET = "_offset";

    /** When the record was published, by Kafka's timestamp. */
    public static final String PUBLISHED = "_published";

    /** Columns that no field of a record fills. */
    static final Set<String> ORIGIN = Set.of(TOPIC, PARTITION, OFFSET, PUBLISHED);

    public TableShape {
        columns = Map.copyOf(columns);
    }
}
