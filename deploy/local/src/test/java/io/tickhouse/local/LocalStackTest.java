package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;

/** The shared stack answers on all three endpoints, and its parts survive what tests will do to them. */
@WithLocalStack
class LocalStackTest {
    private static final AvroSchema FIRST = new AvroSchema(
            "{\"type\":\"record\",\"name\":\"Note\",\"fields\":[{\"name\":\"text\",\"type\":\"string\"}]}");
    private static final AvroSchema INCOMPATIBLE = new AvroSchema(
            "{\"type\":\"record\",\"name\":\"Note\",\"fields\":[{\"name\":\"size\",\"type\":\"long\"}]}");

    @Test
    void aRecordThatIsProducedIsConsumed(Endpoints endpoints) throws Exception {
        Broker.createTopic(endpoints, "notes");
        Broker.produce(endpoints, "notes", "one");
        assertThat(Broker.consume(endpoints, "notes")).containsExactly("one");
    }

    @Test
    void aTopicNobodyCreatedDoesNotAppearByProducingToIt(Endpoints endpoints) throws Exception {
        assertThatThrownBy(() -> Broker.produce(endpoints, "mistyped", "one", Duration.ofSeconds(2)))
                .hasStackTraceContaining("mistyped not present in metadata");
        Broker.createTopic(endpoints, "mistyped");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> Broker.createTopic(endpoints, "mistyped"))
                .withCauseInstanceOf(TopicExistsException.class);
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithStatus409(Endpoints endpoints) throws Exception {
        try (CachedSchemaRegistryClient registry = new CachedSchemaRegistryClient(endpoints.schemaRegistryUrl(), 10)) {
            assertThat(registry.getCompatibility(null)).isEqualTo("FULL_TRANSITIVE");
            int id = registry.register("notes-value", FIRST);
            assertThat(registry.getSchemaById(id)).isEqualTo(FIRST);
            assertThatExceptionOfType(RestClientException.class)
                    .isThrownBy(() -> registry.register("notes-value", INCOMPATIBLE))
                    .satisfies(refusal -> assertThat(refusal.getStatus()).isEqualTo(409));
        }
    }

    @Test
    void sqlIsAnsweredOverHttpByARecentClickHouse(Endpoints endpoints) throws Exception {
        assertThat(Sql.run(endpoints, "SELECT version()")).startsWith("26.");
        assertThat(Sql.run(endpoints, "SELECT sum(number) FROM numbers(1000)")).isEqualTo("499500");
    }

    @Test
    void clickHouseKeepsItsRowsWhenItIsKilledAndStartedAgain(LocalStack stack) throws Exception {
        Endpoints endpoints = stack.endpoints();
        Sql.run(endpoints, "CREATE DATABASE killed");
        Sql.run(endpoints, "CREATE TABLE killed.t (n UInt64) ENGINE = MergeTree ORDER BY n");
        Sql.run(endpoints, "INSERT INTO killed.t SELECT number FROM numbers(1000)");
        long before = stack.clickhouse().handle().pid();
        stack.clickhouse().kill();
        assertThatThrownBy(() -> Sql.run(endpoints, "SELECT 1")).isInstanceOf(IOException.class);
        stack.clickhouse().restart();
        assertThat(stack.clickhouse().handle().pid()).isNotEqualTo(before);
        assertThat(Sql.run(endpoints, "SELECT count(), sum(n) FROM killed.t")).isEqualTo("1000\t499500");
    }

    @Test
    void theBrokerKeepsItsRecordsWhenItIsStoppedAndStartedAgain(LocalStack stack) throws Exception {
        Broker.createTopic(stack.endpoints(), "stopped");
        Broker.produce(stack.endpoints(), "stopped", "before");
        stack.kafka().stop();
        stack.kafka().start();
        Broker.produce(stack.endpoints(), "stopped", "after");
        assertThat(Broker.consume(stack.endpoints(), "stopped")).containsExactly("before", "after");
    }

    @Test
    void aChildKilledFromOutsideIsReplacedByRestart(LocalStack stack) throws Exception {
        ProcessHandle child = stack.clickhouse().handle();
        child.destroyForcibly();
        child.onExit().get();
        stack.clickhouse().restart();
        assertThat(Sql.run(stack.endpoints(), "SELECT 1")).isEqualTo("1");
    }
}
