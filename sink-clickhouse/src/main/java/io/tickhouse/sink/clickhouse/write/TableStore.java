package io.tickhouse.sink.clickhouse.write;

import com.clickhouse.client.api.insert.InsertSettings;
import io.tickhouse.sink.clickhouse.map.RowBlock;
import io.tickhouse.sink.clickhouse.plan.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;

/** What a batch needs of its table: insert under a token, say which offsets are there, say whether an insert still runs. */
class TableStore {
    private static final String QUERY_PREFIX = "tickhouse-";

    private final ClickHouse clickhouse;

    TableStore(ClickHouse clickhouse) {
        this.clickhouse = clickhouse;
    }

    /** Inserts the rows that are wanted, once for the token whatever happens. Returns when they are acknowledged. */
    void insert(Batch batch, Token token, LongPredicate wanted) throws StoreException {
        insert(batch.table(), batch.rows().only(wanted), token);
    }

    /** Inserts all rows of the batch. */
    void insert(Batch batch) throws StoreException {
        insert(batch.table(), batch.rows(), batch.token());
    }

    private void insert(String table, RowBlock rows, Token token) throws StoreException {
        clickhouse.insert("market_store." + table, rows.columns(), rows::writeTo, settings(token));
    }

    /** How many offsets of the batch's range the table holds. */
    long count(Batch batch) throws StoreException {
        return Long.parseLong(clickhouse
                .lines("SELECT uniqExact(_offset)" + range(batch), parameters(batch))
                .getFirst());
    }

    /** Offsets of the batch's range that the table holds. */
    Set<Long> present(Batch batch) throws StoreException {
        List<String> found = clickhouse.lines("SELECT DISTINCT _offset" + range(batch), parameters(batch));
        Set<Long> offsets = HashSet.newHashSet(found.size());
        found.forEach(offset -> offsets.add(Long.parseLong(offset)));
        return offsets;
    }

    private static String range(Batch batch) {
        return " FROM market_store." + batch.table() + " WHERE _offset BETWEEN {first:Int64} AND {last:Int64}"
                + " AND _topic = {topic:String} AND _partition = {partition:Int32}";
    }

    private static Map<String, Object> parameters(Batch batch) {
        return Map.of(
                "first", batch.range().first(),
                "last", batch.range().last(),
                "topic", batch.topic(),
                "partition", batch.partition());
    }

    /** True while the server still works on an insert under this token or its repairs, from whichever client. */
    boolean running(Batch batch) throws StoreException {
        return !clickhouse
                .lines(
                        "SELECT query_id FROM system.processes WHERE startsWith(query_id, {prefix:String})",
                        Map.of("prefix", QUERY_PREFIX + batch.token()))
                .isEmpty();
    }

    private static InsertSettings settings(Token token) {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(token.text())
                .setQueryId(QUERY_PREFIX + token + "/" + UUID.randomUUID());
        InsertRules.SETTINGS.forEach(settings::serverSetting);
        return settings.serverSetting("wait_end_of_query", "1"); // a parameter of HTTP, no setting of the server's
    }
}
