package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.streams.candles.CandleOracle;
import io.tickhouse.streams.candles.RandomMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a real process on the real stack, killed in mid-work. */
@WithLocalStack
class ExactlyOnceTest {
    private static final int PARTITIONS = 4;
    private static final List<Interval> INTERVALS =
            List.of(Interval.SECOND_1, Interval.MINUTE_1, Interval.HOUR_1, Interval.DAY_1, Interval.MONTH_1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void killedThreeTimesInMidLoadTheCandlesAreTheOracles(Endpoints stack) throws Exception {
        long seed = 4_711;
        System.out.println("seed " + seed);
        SchemaRegistryClient registry = provision(stack);
        RandomMarket market = new RandomMarket(seed);
        Map<String, List<Trade>> delivered = new HashMap<>();
        for (String symbol : List.of("KILLA", "KILLB", "KILLC")) {
            delivered.put("kill:" + symbol, market.delivered(market.trades("kill", symbol, QuantityUnit.BASE, 15_000)));
        }
        Map<String, Map<String, Candle>> expected = new HashMap<>();
        delivered.forEach((key, trades) -> expected.put(key, CandleOracle.candles(trades, INTERVALS)));
        publish(stack, registry, delivered);

        Map<String, Map<String, Candle>> found = new HashMap<>();
        try (KafkaConsumer<String, byte[]> candles = reader(stack, Topics.CANDLES_HISTORY.name())) {
            RecordDeserializer<Candle> decoder = new RecordDeserializer<>(Topics.CANDLES_HISTORY, registry);
            for (int life = 1; life <= 3; life++) {
                int before = count(found);
                try (AggregatorProcess process = start(stack)) {
                    await().atMost(Duration.ofSeconds(60)).until(() -> {
                        read(candles, decoder, found);
                        return count(found) > before;
                    });
                    process.kill();
                }
            }
            try (AggregatorProcess process = start(stack)) {
                await().atMost(Duration.ofMinutes(2)).until(() -> {
                    read(candles, decoder, found);
                    return found.equals(expected);
                });
                assertThat(process.stop()).isEqualTo(143);
            }
        }
        try (KafkaConsumer<String, byte[]> dead = reader(stack, Topics.DEAD_LETTERS.name())) {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                Map<String, byte[]> letters = new HashMap<>();
                dead.seekToBeginning(dead.assignment());
                dead.poll(Duration.ofSeconds(1)).forEach(letter -> letters.put(letter.key(), letter.value()));
                assertThat(letters.values()).anyMatch(value -> java.util.Arrays.equals(value, new byte[] {9, 9, 9}));
            });
        }
    }

    private AggregatorProcess start(Endpoints stack) {
        return AggregatorProcess.start(
                stack,
                folder,
                "killed-aggregator",
                "streams.intervals="
                        + String.join(
                                ",", INTERVALS.stream().map(Interval::label).toList()),
                "streams.candles.kept.ms=31622400000",
                "streams.second.candles.kept.ms=31622400000",
                "kafka.streams.consumer.max.poll.records=200",
                "streams.history.commit.interval.ms=100");
    }

    private static SchemaRegistryClient provision(Endpoints stack) {
        SchemaRegistryClient registry = SchemaRegistries.client(stack.schemaRegistryUrl(), Map.of());
        new SchemaProvisioner(registry).provision(Topics.all());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            // a topic just created is not known everywhere at once
            await().ignoreExceptionsInstanceOf(ProvisioningException.class)
                    .untilAsserted(() -> new TopicProvisioner(admin, PARTITIONS, 1, 1).provision(Topics.all()));
        }
        return registry;
    }

    private static void publish(Endpoints stack, SchemaRegistryClient registry, Map<String, List<Trade>> delivered) {
        RecordSerializer<Trade> encoder = new RecordSerializer<>(Topics.TRADES_HISTORY, registry);
        String topic = Topics.TRADES_HISTORY.name();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafkaBootstrap(), "linger.ms", 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var unreadable = producer.send(new ProducerRecord<>(topic, "kill:KILLA", new byte[] {9, 9, 9}));
            for (Map.Entry<String, List<Trade>> entry : delivered.entrySet()) {
                for (Trade trade : entry.getValue()) {
                    var _ = producer.send(new ProducerRecord<>(topic, entry.getKey(), encoder.serialize(topic, trade)));
                }
            }
            producer.flush();
            assertThat(unreadable.isDone()).isTrue();
        }
    }

    private static KafkaConsumer<String, byte[]> reader(Endpoints stack, String topic) {
        KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafkaBootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(
                        0, reader.partitionsFor(topic).size())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    /** Keeps the last emission of each candle. */
    private static void read(
            KafkaConsumer<String, byte[]> from,
            RecordDeserializer<Candle> decoder,
            Map<String, Map<String, Candle>> found) {
        for (ConsumerRecord<String, byte[]> record : from.poll(Duration.ofMillis(200))) {
            Candle candle = decoder.deserialize(record.topic(), record.value());
            if (candle != null && candle.getVenue().equals("kill")) {
                candle.setRevision(0);
                candle.setUpdateTime(Instant.EPOCH);
                found.computeIfAbsent(record.key(), key -> new HashMap<>())
                        .put(candle.getInterval() + "@" + candle.getOpenTime(), candle);
            }
        }
    }

    private static int count(Map<String, Map<String, Candle>> found) {
        return found.values().stream().mapToInt(Map::size).sum();
    }
}
