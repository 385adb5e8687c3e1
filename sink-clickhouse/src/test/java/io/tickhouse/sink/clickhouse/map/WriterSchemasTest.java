package io.tickhouse.sink.clickhouse.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the real registry, through a client that counts what reaches it. */
@WithLocalStack
class WriterSchemasTest {
    private static final int NEVER = 1_900_000_000;

    private final String subject = "writers-" + UUID.randomUUID() + "-value";
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private SchemaRegistryClient registry;

    @BeforeEach
    void connect(Endpoints endpoints) throws Exception {
        registry = counting(SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of()));
        registry.register(subject, new AvroSchema(schema("First")));
        asked.set(0);
    }

    @Test
    void anUnknownIdIsAskedOnceAndAgainAfterAMinute() {
        WriterSchemas schemas = new WriterSchemas(registry, subject, now::get);
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> schemas.byId(NEVER))
                    .isInstanceOf(UnmappableException.class)
                    .hasMessage("the registry knows no schema " + NEVER);
        }
        int once = asked.get();
        assertThat(once)
                .as("the id, the subject's versions and the one version's id")
                .isLessThanOrEqualTo(3);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThatThrownBy(() -> schemas.byId(NEVER)).isInstanceOf(UnmappableException.class);
        assertThat(asked.get()).isBetween(once + 1, once + 2);
    }

    @Test
    void aFloodOfUnknownIdsNeitherHammersTheRegistryNorHidesASchemaRegisteredInTheMidstOfIt() throws Exception {
        WriterSchemas schemas = new WriterSchemas(registry, subject, now::get);
        for (int id = 0; id < 10_000; id++) {
            int unknown = NEVER + id;
            assertThatThrownBy(() -> schemas.byId(unknown)).isInstanceOf(UnmappableException.class);
            now.addAndGet(Duration.ofMillis(1).toNanos()); // 10 seconds of flood
        }
        assertThat(asked.get()).isLessThanOrEqualTo(WriterSchemas.BURST + 10 * WriterSchemas.PER_SECOND + 12);

        int late = registry.register(subject, new AvroSchema(schema("First", "later")));
        now.addAndGet(Duration.ofSeconds(1).toNanos() / 20); // no time to ask, the subject's list is young
        for (int id = 0; id < 1_100; id++) {
            int unknown = NEVER - 1 - id;
            assertThatThrownBy(() -> schemas.byId(unknown)).isInstanceOf(UnmappableException.class);
            now.addAndGet(Duration.ofMillis(1).toNanos());
        }
        assertThat(schemas.byId(late).getField("later")).isNotNull();
    }

    @Test
    void aRegistryThatKnowsNothingOfTheSubjectIsTheWrongOneAndNoRecordIsRefused() {
        WriterSchemas schemas = new WriterSchemas(registry, "nobody-" + subject, now::get);
        assertThatThrownBy(() -> schemas.byId(NEVER))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("./tickhouse topics --create");
    }

    @Test
    void anAddressThatIsNoRegistryIsNoReasonToRefuseRecords(Endpoints endpoints) {
        String wrong = endpoints.schemaRegistryUrl().replace("/apis/ccompat/v7", "/nothing/here");
        WriterSchemas schemas = new WriterSchemas(SchemaRegistries.client(wrong, Map.of()), subject, now::get);
        assertThatThrownBy(() -> schemas.byId(NEVER)).isInstanceOf(RegistryUnavailableException.class);
    }

    private Schema schema(String name, String... fields) {
        var built = SchemaBuilder.record(name)
                .namespace("s" + subject.replace("-", ""))
                .fields();
        built = built.requiredString("always");
        for (String field : fields) {
            built = built.optionalString(field);
        }
        return built.endRecord();
    }

    private SchemaRegistryClient counting(SchemaRegistryClient real) {
        return (SchemaRegistryClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SchemaRegistryClient.class}, (_, method, arguments) -> {
                    asked.incrementAndGet();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
