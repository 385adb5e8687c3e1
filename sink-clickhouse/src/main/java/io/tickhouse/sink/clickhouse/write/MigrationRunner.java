package io.tickhouse.sink.clickhouse.write;

import io.tickhouse.schemas.Migration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to the version this program knows, and refuses one it does not know.
 *
 * <p>One sink at a time is to migrate; should two run a step all the same (one was stopped in the middle and goes on), every
 * statement can be repeated without harm ({@code IF NOT EXISTS}, {@code OR REPLACE}), and the step's row in {@code
 * market_store.schema_versions} is inserted under a deduplication token of its own, so it is there once. A step that fails in
 * the middle leaves no row and is run again as a whole.
 */
public final class MigrationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationRunner.class);
    private static final String VERSIONS = "market_store.schema_versions";
    private static final String CREATE_VERSIONS = """
        CREATE TABLE IF NOT EXISTS market_store.schema_versions
        (
            `version` UInt32 COMMENT 'Number of the migration, from 1.',
            `name` String COMMENT 'What it does. No unit.',
            `checksum` String COMMENT 'SHA-256 of its text as 64 hex digits.',
            `applied_at` DateTime64(6, 'UTC') DEFAULT now64(6) COMMENT 'When it was applied, UTC, by the server''s clock.'
        )
        ENGINE = MergeTree
        ORDER BY version
        SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1
        COMMENT 'The migrations applied to market_store and market.'\
        """;

    private final ClickHouse clickhouse;
    private final List<Migration> migrations;

    /** @param migrations every step this program knows, in order */
    public MigrationRunner(ClickHouse clickhouse, List<Migration> migrations) {
        this.clickhouse = clickhouse;
        this.migrations = List.copyOf(migrations);
    }

    /**
     * Applies what is not applied yet.
     *
     * @return how many steps were applied now
     * @throws MigrationException if the database is ahead, or a step was applied with another text
     */
    public int migrate() throws StoreException {
        clickhouse.execute("CREATE DATABASE IF NOT EXISTS market_store");
        clickhouse.execute(CREATE_VERSIONS);
        List<Migration> pending = pending();
        for (Migration migration : pending) {
            for (String statement : migration.statements()) {
                clickhouse.execute(statement);
            }
            clickhouse.execute("INSERT INTO " + VERSIONS + " (version, name, checksum) SETTINGS async_insert = 0,"
                    + " insert_deduplication_token = 'migration-" + migration.version() + "' VALUES ("
                    + migration.version() + ", '" + migration.name() + "', '" + migration.checksum() + "')");
            LOG.atInfo()
                    .addKeyValue("version", migration.version())
                    .addKeyValue("name", migration.name())
                    .log("migration applied");
        }
        return pending.size();
    }

    /**
     * The steps that {@link #migrate} would apply; changes nothing.
     *
     * @throws MigrationException as {@link #migrate}
     */
    public List<Migration> pending() throws StoreException {
        Map<Integer, String> applied = applied();
        int known = migrations.getLast().version();
        int ahead = applied.keySet().stream().max(Integer::compare).orElse(0);
        if (ahead > known) {
            throw new MigrationException("the database market_store is at version " + ahead
                    + ", this sink knows versions up to " + known
                    + ": a newer sink has been here. Start that one, or upgrade this one");
        }
        for (Migration migration : migrations) {
            String checksum = applied.get(migration.version());
            if (checksum != null && !checksum.equals(migration.checksum())) {
                throw new MigrationException("migration " + migration.version() + " (" + migration.name()
                        + ") was applied to market_store with checksum " + checksum + ", this sink's has "
                        + migration.checksum() + ": a published migration never changes. Use the sink the database was"
                        + " made with, or an empty database");
            }
        }
        return migrations.stream()
                .filter(migration -> !applied.containsKey(migration.version()))
                .toList();
    }

    private Map<Integer, String> applied() throws StoreException {
        Map<Integer, String> applied = new TreeMap<>();
        if (!clickhouse.lines("EXISTS TABLE " + VERSIONS).equals(List.of("1"))) {
            return applied;
        }
        for (String line : clickhouse.lines("SELECT version, checksum FROM " + VERSIONS + " ORDER BY version")) {
            String[] cells = line.split("\t", -1);
            applied.put(Integer.parseInt(cells[0]), cells[1]);
        }
        return applied;
    }
}
