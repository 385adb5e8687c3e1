package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack started again on its data has everything it had, on whatever ports. */
class RestartTest {
    private static final AvroSchema SCHEMA = new AvroSchema("\"string\"");

    @TempDir
    private Path data = Path.of(".");

    @Test
    void topicsSchemasAndTablesOutliveTheStackAndPortsMayChange() throws Exception {
        Endpoints first;
        int id;
        try (LocalStack stack = LocalStack.start(StackOptions.in(data))) {
            first = stack.endpoints();
            Broker.createTopic(first, "kept");
            Broker.produce(first, "kept", "a record");
            id = register(first);
            Sql.run(first, "CREATE DATABASE kept");
            Sql.run(first, "CREATE TABLE kept.t (n UInt64) ENGINE = MergeTree ORDER BY n");
            Sql.run(first, "INSERT INTO kept.t VALUES (42)");
            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> LocalStack.start(StackOptions.in(data)))
                    .withMessageContaining("A stack is already running on " + data);
        }
        StackOptions changed = StackOptions.in(data)
                .withBroker(Map.of("num.io.threads", "3"))
                .withClickHouse(List.of("--max_threads=1"));
        try (LocalStack stack = LocalStack.start(changed)) {
            Endpoints second = stack.endpoints();
            assertThat(second).isNotEqualTo(first);
            assertThat(Broker.consume(second, "kept")).containsExactly("a record");
            assertThat(register(second)).isEqualTo(id);
            assertThat(Sql.run(second, "SELECT n FROM kept.t")).isEqualTo("42");
            assertThat(Sql.run(second, "SELECT getSetting('max_threads')")).isEqualTo("1");
        }
    }

    private static int register(Endpoints endpoints) throws Exception {
        try (CachedSchemaRegistryClient registry = new CachedSchemaRegistryClient(endpoints.schemaRegistryUrl(), 10)) {
            return registry.register("kept-value", SCHEMA);
        }
    }
}
