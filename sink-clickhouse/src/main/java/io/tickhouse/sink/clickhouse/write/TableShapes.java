package io.tickhouse.sink.clickhouse.write;

import io.tickhouse.sink.clickhouse.map.TablePartitions;
import io.tickhouse.sink.clickhouse.map.TableShape;
import java.util.HashMap;
import java.util.Map;

/** Reads from ClickHouse what its tables can take. */
public final class TableShapes {
    private final ClickHouse clickhouse;

    public TableShapes(ClickHouse clickhouse) {
        this.clickhouse = clickhouse;
    }

    /** Every table of {@code market_store} that is fed from Kafka, by name. */
    public Map<String, TableShape> read() throws StoreException {
        Map<String, Map<String, String>> columns = new HashMap<>();
        for (String line : clickhouse.lines("SELECT table, name, type FROM system.columns"
                + " WHERE database = 'market_store' AND default_kind != 'MATERIALIZED' AND default_kind != 'ALIAS'"
                + " FORMAT TabSeparatedRaw")) {
            String[] cells = line.split("\t", -1);
            columns.computeIfAbsent(cells[0], table -> new HashMap<>()).put(cells[1], cells[2]);
        }
        Map<String, TableShape> shapes = new HashMap<>();
        for (String line : clickhouse.lines("SELECT name, partition_key FROM system.tables"
                + " WHERE database = 'market_store' FORMAT TabSeparatedRaw")) {
            String[] cells = line.split("\t", -1);
            Map<String, String> found = columns.getOrDefault(cells[0], Map.of());
            if (found.containsKey(TableShape.OFFSET)) {
                shapes.put(cells[0], new TableShape(cells[0], found, TablePartitions.parse(cells[0], cells[1])));
            }
        }
        return shapes;
    }
}
