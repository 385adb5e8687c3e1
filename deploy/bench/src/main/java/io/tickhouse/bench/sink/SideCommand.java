package io.tickhouse.bench.sink;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.schemas.serde.TrustedRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sink's neighbours, each as a process of its own, as the sink is. */
@Command(
        name = "side",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "One side of a comparison, started by a benchmark on its own stack.")
public final class SideCommand {
    @Option(names = "--table", required = true, scope = picocli.CommandLine.ScopeType.INHERIT)
    private String table = "";

    @Option(names = "--group", required = true, scope = picocli.CommandLine.ScopeType.INHERIT)
    private String group = "";

    @Option(names = "--rows", required = true, scope = picocli.CommandLine.ScopeType.INHERIT)
    private long rows;

    private final Map<String, String> environment = System.getenv();

    @Command(name = "limit", description = "Consume and discard while ready-made blocks are inserted.")
    int limit() throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(new ByteArrayDeserializer())) {
            new Limit(
                            consumer,
                            SchemaRegistries.client(setting(Endpoints.REGISTRY), Map.of()),
                            clickhouseUrl(),
                            setting(Endpoints.CLICKHOUSE_USER),
                            setting(Endpoints.CLICKHOUSE_PASSWORD))
                    .run(table, rows);
        }
        return 0;
    }

    @Command(name = "users-own", description = "The Confluent deserializer and a JDBC batch.")
    @SuppressWarnings("unchecked") // the Confluent deserializer is one of Object
    int usersOwn() throws Exception {
        TrustedRecords.register();
        KafkaAvroDeserializer deserializer =
                new KafkaAvroDeserializer(SchemaRegistries.client(setting(Endpoints.REGISTRY), Map.of()));
        deserializer.configure(
                Map.of("schema.registry.url", setting(Endpoints.REGISTRY), "specific.avro.reader", true), false);
        Deserializer<?> trades = deserializer;
        try (KafkaConsumer<byte[], Trade> consumer = consumer((Deserializer<Trade>) trades)) {
            new UsersOwn(
                            consumer,
                            "jdbc:" + clickhouseUrl().replaceFirst("^http:", "clickhouse:"),
                            setting(Endpoints.CLICKHOUSE_USER),
                            setting(Endpoints.CLICKHOUSE_PASSWORD))
                    .run(table, rows);
        }
        return 0;
    }

    private <V> KafkaConsumer<byte[], V> consumer(Deserializer<V> values) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, setting(Endpoints.KAFKA));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        KafkaConsumer<byte[], V> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), values);
        consumer.subscribe(List.of(Topics.TRADES_HISTORY.name()));
        return consumer;
    }

    private String clickhouseUrl() {
        return setting(Endpoints.CLICKHOUSE);
    }

    private String setting(String variable) {
        String value = environment.get(variable);
        if (value == null) {
            throw new IllegalStateException("expected the variable " + variable);
        }
        return value;
    }
}
