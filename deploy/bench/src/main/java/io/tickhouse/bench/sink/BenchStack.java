package io.tickhouse.bench.sink;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.bench.Trial;
import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.StackOptions;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A stack of a benchmark's own with the catalogue in it; its data are removed at the end. */
public final class BenchStack implements AutoCloseable {
    private final Path folder;
    private final LocalStack stack;
    private final ClickHouse clickhouse;
    private final SchemaRegistryClient registry;

    private BenchStack(Path folder, LocalStack stack) {
        this.folder = folder;
        this.stack = stack;
        this.clickhouse = new ClickHouse(stack.endpoints());
        this.registry = SchemaRegistries.client(stack.endpoints().schemaRegistryUrl(), Map.of());
    }

    /** @param partitions of every market topic */
    public static BenchStack start(Trial trial, String name, int partitions) throws IOException {
        Path folder = trial.freshFolder(name);
        BenchStack stack = new BenchStack(folder, LocalStack.start(StackOptions.in(folder)));
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap()))) {
            new TopicProvisioner(admin, partitions, 1, 1).provision(Topics.all());
        }
        new SchemaProvisioner(stack.registry).provision(Topics.all());
        return stack;
    }

    public Endpoints endpoints() {
        return stack.endpoints();
    }

    public LocalStack parts() {
        return stack;
    }

    public ClickHouse clickhouse() {
        return clickhouse;
    }

    public SchemaRegistryClient registry() {
        return registry;
    }

    /** A folder for logs, removed with the rest. */
    public Path folder() {
        return folder;
    }

    /** The only number of a query's answer. */
    public long number(String sql) {
        return Long.parseLong(clickhouse.rows(sql).getFirst().getFirst());
    }

    @Override
    public void close() throws IOException {
        clickhouse.close();
        stack.close();
        Trial.remove(folder);
    }
}
