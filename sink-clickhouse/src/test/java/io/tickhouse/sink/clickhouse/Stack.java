package io.tickhouse.sink.clickhouse;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.MigrationRunner;
import io.tickhouse.sink.clickhouse.write.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** The local stack with the catalogue in it, as the tests use it. */
final class Stack implements AutoCloseable {
    static final int PARTITIONS = 4;

    final Endpoints endpoints;
    final SchemaRegistryClient registry;
    final ClickHouse clickhouse;
    final KafkaProducer<String, byte[]> producer;

    private Stack(Endpoints endpoints) {
        this.endpoints = endpoints;
        this.registry = SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of());
        this.clickhouse = new ClickHouse(
                endpoints.clickhouseUrl(),
                endpoints.clickhouseUser(),
                endpoints.clickhousePassword(),
                Map.of(),
                60_000);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        endpoints.kafkaBootstrap(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The same with the tables and views of all migrations. */
    static Stack migrated(Endpoints endpoints) throws StoreException {
        Stack stack = of(endpoints);
        new MigrationRunner(stack.clickhouse, Migrations.all()).migrate();
        return stack;
    }

    static Stack of(Endpoints endpoints) {
        Stack stack = new Stack(endpoints);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            // a broker does not know at once what it has just created
            Awaitility.await("the catalogue's topics")
                    .ignoreException(ProvisioningException.class)
                    .until(() -> new TopicProvisioner(admin, PARTITIONS, 1, 1)
                            .provision(Topics.all())
                            .isEmpty());
        }
        new SchemaProvisioner(stack.registry).provision(Topics.all());
        return stack;
    }

    <V extends SpecificRecord> Bytes<V> bytes(Topic<V> topic) {
        RecordSerializer<V> serializer = new RecordSerializer<>(topic, registry);
        return record -> Objects.requireNonNull(serializer.serialize(topic.name(), record));
    }

    /** Sends the records and waits for the broker to have them. */
    <V extends SpecificRecord> List<RecordMetadata> send(Topic<V> topic, Function<V, String> key, Stream<V> records)
            throws Exception {
        Bytes<V> bytes = bytes(topic);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record ->
                sent.add(producer.send(new ProducerRecord<>(topic.name(), key.apply(record), bytes.of(record)))));
        producer.flush();
        List<RecordMetadata> where = new ArrayList<>();
        for (Future<RecordMetadata> one : sent) {
            where.add(one.get());
        }
        return where;
    }

    /** The only cell of a query's answer. */
    String cell(String sql) throws StoreException {
        return clickhouse.lines(sql).getFirst();
    }

    List<String> lines(String sql) throws StoreException {
        return clickhouse.lines(sql);
    }

    /** Waits until a query's only cell is this. */
    void await(String sql, Object expected) {
        Awaitility.await(sql)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> cell(sql), String.valueOf(expected)::equals);
    }

    @Override
    public void close() {
        producer.close();
        clickhouse.close();
    }

    /** A record in the Confluent wire format. */
    interface Bytes<V> {
        byte[] of(V record);
    }
}
