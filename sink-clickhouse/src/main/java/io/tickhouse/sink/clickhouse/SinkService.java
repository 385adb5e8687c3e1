package io.tickhouse.sink.clickhouse;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.sink.clickhouse.deadletter.DeadLetters;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.map.TableShape;
import io.tickhouse.sink.clickhouse.offset.Lanes;
import io.tickhouse.sink.clickhouse.write.BatchWriter;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.MigrationRunner;
import io.tickhouse.sink.clickhouse.write.Retention;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The sink: topics → rows → tables. */
final class SinkService implements Service {
    private static final String NAME = "sink-clickhouse";

    private final Moments moments;

    SinkService() {
        this(Moments.NONE);
    }

    SinkService(Moments moments) {
        this.moments = moments;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String configPrefix() {
        return SinkConfig.PREFIX;
    }

    @Override
    public ConfigDef config() {
        return SinkConfig.def();
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        SinkConfig config = new SinkConfig(context.config());
        List.of("kafka", "clickhouse", "migrations")
                .forEach(part -> context.health().down(part, "starting"));
        SinkMetrics metrics = new SinkMetrics(context.metrics());
        try (ClickHouse clickhouse =
                ClickHouse.of(context.config(), context.config().number(SinkConfig.INSERT_TIMEOUT_MS))) {
            Optional<Map<String, TableShape>> tables = new Preparation(
                            clickhouse,
                            () -> new MigrationTurn(
                                    context.kafka(), context.config().string(SinkConfig.GROUP_ID)),
                            new Retention(clickhouse, config.retention()),
                            context.config().flag(SinkConfig.MIGRATE),
                            context.health(),
                            context.stop(),
                            config.millis(SinkConfig.RETRY_MAX_MS).dividedBy(10))
                    .tables(config.topics());
            if (tables.isEmpty()) {
                return ExitCodes.OK;
            }
            BatchWriter writer = new BatchWriter(
                    clickhouse,
                    context.stop(),
                    new ClickHouseHealth(context.health()),
                    config.millis(SinkConfig.RETRY_MS),
                    config.millis(SinkConfig.RETRY_MAX_MS));
            try (DeadLetters deadLetters = new DeadLetters(
                            context.kafka(), NAME, context.config().string(SinkConfig.GROUP_ID));
                    Delivery delivery = new Delivery(
                            writer, deadLetters, metrics, context.stop(), config.millis(SinkConfig.RETRY_MS));
                    Admin admin = context.kafka().admin();
                    Consumer<byte[], byte[]> consumer = consumer(context)) {
                Lanes lanes = new Lanes(
                        consumer,
                        mappers(config.topics(), tables.get(), registry(context.config())),
                        config.limits(),
                        context.config().number(SinkConfig.BUFFER_BYTES),
                        context.config().integer(SinkConfig.INSERTS_IN_FLIGHT));
                new SinkLoop(
                                consumer,
                                lanes,
                                delivery,
                                new Ownership(
                                        consumer,
                                        lanes,
                                        new TopicIds(admin)::of,
                                        context.health(),
                                        context.stop(),
                                        config.millis(SinkConfig.HANDOVER_MS)),
                                new KafkaReach(admin, context.health()),
                                context.health(),
                                metrics,
                                moments)
                        .run(config.topics().stream().map(Topic::name).toList(), context.stop());
            }
        }
        return ExitCodes.OK;
    }

    @Override
    public void check(ServiceContext context) throws Exception {
        SinkConfig config = new SinkConfig(context.config());
        try (ClickHouse clickhouse =
                        ClickHouse.of(context.config(), context.config().number(SinkConfig.INSERT_TIMEOUT_MS));
                Admin admin = context.kafka().admin()) {
            new Check(
                            admin,
                            context.config().string(SinkConfig.GROUP_ID),
                            registry(context.config()),
                            clickhouse,
                            new MigrationRunner(clickhouse, Migrations.all()))
                    .run(config.topics());
        }
    }

    private static Consumer<byte[], byte[]> consumer(ServiceContext context) {
        return context.kafka()
                .consumer(
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Map.of(
                                // so few that they are still in the processor's cache when they are mapped
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                1_000,
                                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                16 << 20),
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                context.config().string(SinkConfig.GROUP_ID),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false));
    }

    private static SchemaRegistryClient registry(ServiceConfig config) {
        return SchemaRegistries.client(config.string(CommonConfig.REGISTRY_URL), config.passedThrough("registry."));
    }

    private static Map<String, Mappers> mappers(
            List<Topic<?>> topics, Map<String, TableShape> tables, SchemaRegistryClient registry) {
        Map<String, Mappers> mappers = new HashMap<>();
        for (Topic<?> topic : topics) {
            TableShape table = tables.get(topic.table().orElseThrow());
            if (table == null) {
                throw new SinkException("no table for topic " + topic.name());
            }
            mappers.put(topic.name(), new Mappers(topic, table, registry));
        }
        return mappers;
    }
}
