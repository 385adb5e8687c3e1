package io.tickhouse.sink.clickhouse.write;

import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What ClickHouse must keep to for an insert to be repeatable: settings of every insert and of every table. */
public final class InsertRules {
    /** Above the largest batch, so that a batch is never cut into two blocks. */
    private static final String ONE_BLOCK = Integer.toString(BatchLimits.MOST_ROWS + 1);

    /** Sent with every insert. */
    static final Map<String, String> SETTINGS = Map.of(
            "deduplicate_insert", "enable",
            "insert_deduplicate", "1",
            "deduplicate_blocks_in_dependent_materialized_views", "1",
            "async_insert", "0",
            "max_insert_block_size", ONE_BLOCK,
            "min_insert_block_size_rows", ONE_BLOCK,
            "min_insert_block_size_bytes", "0",
            // every record keeps its row until a merge, so that each offset can be read back
            "optimize_on_insert", "0");

    /** Parts that a table has to remember, at the least. */
    private static final int SMALLEST_WINDOW = 1_000;

    private final ClickHouse clickhouse;

    public InsertRules(ClickHouse clickhouse) {
        this.clickhouse = clickhouse;
    }

    /** Asks something harmless under the settings of an insert. */
    public void tryOut() throws StoreException {
        clickhouse.lines("SELECT 1 SETTINGS "
                + SETTINGS.entrySet().stream()
                        .map(setting -> setting.getKey() + " = '" + setting.getValue() + "'")
                        .collect(Collectors.joining(", ")));
    }

    /** A line for each table fed from Kafka that forgets inserts too soon for a repeat to be recognised. */
    public List<String> tablesThatForget() throws StoreException {
        return clickhouse
                .lines(
                        "SELECT name FROM system.tables WHERE database = 'market_store' AND engine NOT LIKE 'Replicated%'"
                                + " AND name IN (SELECT table FROM system.columns WHERE database = 'market_store' AND name = '_offset')"
                                + " AND toUInt64OrZero(extract(engine_full, 'non_replicated_deduplication_window = (\\\\d+)')) < "
                                + SMALLEST_WINDOW + " ORDER BY name")
                .stream()
                .map(table ->
                        "ClickHouse: market_store." + table + " remembers too few inserts: ALTER TABLE market_store."
                                + table + " MODIFY SETTING non_replicated_deduplication_window = 100000")
                .toList();
    }
}
