package io.tickhouse.bench.chaos;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.StackOptions;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Kafka, registry and ClickHouse of the trial, with the catalogue in them. */
final class Stage implements AutoCloseable {
    static final Topic<Trade> TOPIC = Topics.TRADES_HISTORY;
    static final String TABLE = "market_store.trades";

    private final LocalStack stack;
    private final ClickHouse clickhouse;
    private final SchemaRegistryClient registry;
    private final Admin admin;

    private Stage(LocalStack stack) {
        this.stack = stack;
        this.clickhouse = new ClickHouse(stack.endpoints());
        this.registry = SchemaRegistries.client(stack.endpoints().schemaRegistryUrl(), Map.of());
        this.admin = Admin.create(Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap()));
    }

    /** @param session after how much silence a member of a group is taken for dead */
    static Stage start(Path folder, Duration session) {
        Stage stage = new Stage(LocalStack.start(StackOptions.in(folder).withBroker(Protocol.broker(session))));
        new TopicProvisioner(stage.admin, Plan.PARTITIONS, 1, 1).provision(Topics.all());
        new SchemaProvisioner(stage.registry).provision(Topics.all());
        return stage;
    }

    /**
     * Stops merges, so that they cannot fold two rows of one record into one; as a setting of the table, which outlives the
     * engine's restarts. Then there may be any number of parts.
     */
    void stopMerges() {
        rows("ALTER TABLE " + TABLE + " MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1,"
                + " max_bytes_to_merge_at_min_space_in_pool = 1, parts_to_delay_insert = 1000000,"
                + " parts_to_throw_insert = 1000000, max_parts_in_total = 10000000");
    }

    Endpoints endpoints() {
        return stack.endpoints();
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    Admin admin() {
        return admin;
    }

    /** The engine's process. */
    long enginePid() {
        return stack.clickhouse().handle().pid();
    }

    boolean engineEnded() {
        return !stack.clickhouse().handle().isAlive();
    }

    /** Kills ClickHouse, if nobody has before, and starts it again. */
    void restartEngineByForce() {
        stack.clickhouse().kill();
        stack.clickhouse().start();
    }

    List<List<String>> rows(String sql) {
        return clickhouse.rows(sql);
    }

    String cell(String sql) {
        return rows(sql).getFirst().getFirst();
    }

    boolean hasTable() {
        return clickhouse.has("market_store", "trades");
    }

    /** Rows of the table; -1 while ClickHouse does not answer. */
    long count() {
        try {
            return Long.parseLong(cell("SELECT count() FROM " + TABLE));
        } catch (LauncherException e) {
            return -1;
        }
    }

    /** Inserts the sinks have under way in ClickHouse, by query id; none while it does not answer. */
    List<String> insertsUnderWay() {
        try {
            return rows("SELECT query_id FROM system.processes WHERE startsWith(query_id, 'tickhouse-')").stream()
                    .map(List::getFirst)
                    .toList();
        } catch (LauncherException e) {
            return List.of();
        }
    }

    /** Folder of the table's data. */
    Path tableFolder() {
        return Path.of(cell("SELECT data_paths[1] FROM system.tables WHERE database || '.' || name = '" + TABLE + "'"));
    }

    @Override
    public void close() {
        admin.close();
        clickhouse.close();
        stack.close();
    }
}
