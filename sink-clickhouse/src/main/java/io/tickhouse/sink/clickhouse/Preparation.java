package io.tickhouse.sink.clickhouse;

import io.tickhouse.schemas.Migration;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.schemas.Topic;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.admin.Health;
import io.tickhouse.sink.clickhouse.map.TableShape;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.MigrationRunner;
import io.tickhouse.sink.clickhouse.write.Retention;
import io.tickhouse.sink.clickhouse.write.StoreException;
import io.tickhouse.sink.clickhouse.write.TableShapes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database to this program's version before anything is consumed, waiting for ClickHouse if it must. */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final ClickHouse clickhouse;
    private final MigrationRunner migrations;
    private final Supplier<MigrationTurn> turns;
    private final Retention retention;
    private final boolean migrate;
    private final Health health;
    private final StopSignal stop;
    private final Duration pause;

    /**
     * @param turns gives the means to wait for this sink's turn to migrate
     * @param retention how long rows are kept
     * @param migrate whether migrations are applied; if not, a database that lacks one is refused
     * @param pause between attempts
     */
    Preparation(
            ClickHouse clickhouse,
            Supplier<MigrationTurn> turns,
            Retention retention,
            boolean migrate,
            Health health,
            StopSignal stop,
            Duration pause) {
        this.clickhouse = clickhouse;
        this.turns = turns;
        this.migrations = new MigrationRunner(clickhouse, Migrations.all());
        this.retention = retention;
        this.migrate = migrate;
        this.health = health;
        this.stop = stop;
        this.pause = pause;
    }

    /**
     * The tables, once the database is ready; empty when the sink was stopped before.
     *
     * @throws SinkException if ClickHouse refuses what is asked, or migrations are missing and not to be applied
     */
    Optional<Map<String, TableShape>> tables(List<Topic<?>> topics) throws InterruptedException {
        while (!stop.isStopping()) {
            try {
                apply();
                if (migrate || !retention.keepsEverything()) {
                    retention.apply();
                }
                Map<String, TableShape> tables = new TableShapes(clickhouse).read();
                requireAll(topics, tables);
                health.up("clickhouse");
                health.up("migrations");
                return Optional.of(tables);
            } catch (StoreException e) {
                String why = String.valueOf(e.getMessage());
                if (!e.heals()) {
                    throw new SinkException(why, e);
                }
                health.down("clickhouse", why);
                LOG.atWarn().log("waiting for ClickHouse: {}", why);
                stop.await(pause);
            }
        }
        return Optional.empty();
    }

    private void apply() throws StoreException {
        List<Migration> pending = migrations.pending();
        if (pending.isEmpty()) {
            return;
        }
        if (!migrate) {
            throw new SinkException("the database market_store lacks migration "
                    + pending.getFirst().version() + " and " + SinkConfig.MIGRATE
                    + " is false: apply the migrations first");
        }
        health.down("migrations", pending.size() + " to apply; waiting for this sink's turn");
        try (MigrationTurn turn = turns.get()) {
            while (!stop.isStopping() && !migrations.pending().isEmpty()) {
                if (turn.isMine()) {
                    migrations.migrate();
                }
            }
        }
    }

    private static void requireAll(List<Topic<?>> topics, Map<String, TableShape> tables) {
        for (Topic<?> topic : topics) {
            topic.table().filter(table -> !tables.containsKey(table)).ifPresent(table -> {
                throw new SinkException("expected the table market_store." + table + " for topic " + topic.name()
                        + ", found none: restore it, or drop market_store.schema_versions to apply the"
                        + " migrations again");
            });
        }
    }
}
