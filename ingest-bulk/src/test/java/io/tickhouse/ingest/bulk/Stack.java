package io.tickhouse.ingest.bulk;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkLedgerEntry;
import io.tickhouse.market.Coverage;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The stack as tests of loads see it: topics made, and what a read_committed consumer finds in them. */
public final class Stack {
    /** Of every topic. */
    public static final int PARTITIONS = 4;

    private static final List<Topic<?>> TOPICS = Topics.all().stream()
            .filter(topic -> topic.name().endsWith("-history.v1") || !topic.isMarket() || topic.equals(Topics.COVERAGE))
            .toList();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Endpoints endpoints;
    private final SchemaRegistryClient registry;

    public Stack(Endpoints endpoints) {
        this.endpoints = endpoints;
        this.registry = SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            new TopicProvisioner(admin, PARTITIONS, 1, 1).provision(TOPICS);
        }
        new SchemaProvisioner(registry).provision(TOPICS);
    }

    public Map<String, String> environment() {
        return endpoints.asEnvironment();
    }

    /** The committed trades of an instrument, in order. */
    public List<Trade> trades(String venue, String symbol) {
        List<Trade> trades = new ArrayList<>();
        read(Topics.TRADES_HISTORY.name(), new RecordDeserializer<>(Topics.TRADES_HISTORY, registry), record -> {
            if (record.key().equals(Topics.key(venue, symbol))) {
                trades.add(record.value());
            }
        });
        return trades;
    }

    /** The committed records of an instrument with key, timestamp and bytes. */
    public List<ConsumerRecord<String, byte[]>> records(String venue, String symbol) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        read(Topics.TRADES_HISTORY.name(), new ByteArrayDeserializer(), record -> {
            if (record.key().equals(Topics.key(venue, symbol))) {
                records.add(record);
            }
        });
        return records;
    }

    /** The committed proofs of an instrument, in order. */
    public List<Coverage> coverage(String venue, String symbol) {
        List<Coverage> proofs = new ArrayList<>();
        read(Topics.COVERAGE.name(), new RecordDeserializer<>(Topics.COVERAGE, registry), record -> {
            if (record.key().equals(Topics.key(venue, symbol))) {
                proofs.add(record.value());
            }
        });
        return proofs;
    }

    /** The committed dead letters of a file. */
    public List<ConsumerRecord<String, byte[]>> deadLetters(String path) {
        List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
        read(Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), record -> {
            if (record.key().startsWith(path + ":")) {
                letters.add(record);
            }
        });
        return letters;
    }

    /** The committed ledger entries of a file, oldest first. */
    public List<BulkFile> ledger(String venue, String path) {
        List<BulkFile> entries = new ArrayList<>();
        read(Topics.BULK_JOBS.name(), new RecordDeserializer<BulkLedgerEntry>(Topics.BULK_JOBS, registry), record -> {
            if (record.key().equals("file:" + venue + ":" + path)) {
                entries.add(java.util.Objects.requireNonNull(record.value().getFile()));
            }
        });
        return entries;
    }

    /** Reads to the last stable offset and waits until no open transaction hides anything. */
    private <V> void read(String topic, Deserializer<V> values, Consumer<ConsumerRecord<String, V>> each) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", endpoints.kafkaBootstrap(), "isolation.level", "read_committed");
        Map<String, Object> uncommitted = Map.of("bootstrap.servers", endpoints.kafkaBootstrap());
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values);
                KafkaConsumer<String, byte[]> ends =
                        new KafkaConsumer<>(uncommitted, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = ends.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < end.getOrDefault(one, 0L))) {
                consumer.poll(POLL).forEach(each);
            }
        }
    }
}
