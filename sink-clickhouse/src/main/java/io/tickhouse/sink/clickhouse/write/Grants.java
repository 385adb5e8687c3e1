package io.tickhouse.sink.clickhouse.write;

import java.util.ArrayList;
import java.util.List;

/** Asks ClickHouse whether the sink's user may do what the sink does. */
public final class Grants {
    private static final List<String> NEEDED = List.of(
            "SELECT ON market_store.*",
            "INSERT ON market_store.*",
            "CREATE DATABASE ON market_store.*",
            "CREATE TABLE ON market_store.*",
            "CREATE VIEW ON market_store.*",
            "ALTER COLUMN ON market_store.*",
            "ALTER TTL ON market_store.*",
            "CREATE DATABASE ON market.*",
            "CREATE VIEW ON market.*",
            "DROP VIEW ON market.*",
            "SELECT ON system.*");

    private final ClickHouse clickhouse;

    public Grants(ClickHouse clickhouse) {
        this.clickhouse = clickhouse;
    }

    /** The grants that are missing, as they would be given. */
    public List<String> missing() throws StoreException {
        List<String> missing = new ArrayList<>();
        for (String grant : NEEDED) {
            if (!clickhouse.lines("CHECK GRANT " + grant).equals(List.of("1"))) {
                missing.add(grant);
            }
        }
        return missing;
    }
}
