package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Migration;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.schemas.Topics;
import io.tickhouse.sink.clickhouse.offset.PlannedBatch;
import io.tickhouse.sink.clickhouse.write.MigrationException;
import io.tickhouse.sink.clickhouse.write.MigrationRunner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the sink refuses, and how it says so. */
@WithLocalStack
@SuppressWarnings("try") // a sink that runs is all that some tests want of it
class RefusalTest {
    private static Stack stack;

    @BeforeAll
    static void start(Endpoints endpoints) {
        stack = Stack.of(endpoints);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void poisonGoesToTheDeadLettersAloneAndOnceAlthoughItsBatchRepeats(Endpoints endpoints) throws Exception {
        byte[] good = stack.bytes(Topics.TRADES).of(Records.trade("POISON", 1_000));
        byte[] wrongMagic = good.clone();
        wrongMagic[0] = 1;
        byte[] unknownSchema = good.clone();
        unknownSchema[1] = 0x7f;
        byte[] truncated = java.util.Arrays.copyOf(good, good.length - 4);
        List<byte[]> poison = List.of(wrongMagic, unknownSchema, truncated, new byte[0]);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] value = i % 50 == 7
                    ? poison.get(i / 50)
                    : stack.bytes(Topics.TRADES).of(Records.trade("POISON", i));
            var where = stack.producer
                    .send(new ProducerRecord<>(Topics.TRADES.name(), "poison", value))
                    .get();
            if (i % 50 == 7) {
                keys.add(where.topic() + ":" + where.partition() + ":" + where.offset());
            }
        }

        Moments crash = new Moments() {
            @Override
            public void written(PlannedBatch planned) {
                if (!planned.letters().isEmpty()) {
                    throw new AssertionError("simulated crash");
                }
            }
        };
        try (RunningSink first = RunningSink.start(endpoints, Map.of(), crash)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(first::ended);
        }
        try (RunningSink second = RunningSink.start(endpoints)) {
            stack.await("SELECT count() FROM market_store.trades WHERE symbol = 'POISON'", 196);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> deadLetters(endpoints, keys).size() >= 4);
        }

        List<ConsumerRecord<String, byte[]>> letters = deadLetters(endpoints, keys);
        assertThat(letters).extracting(ConsumerRecord::key).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(letters).extracting(ConsumerRecord::value).containsExactlyInAnyOrderElementsOf(poison);
        assertThat(letters.getFirst().headers())
                .extracting(header -> header.key())
                .contains("service", "error", "topic", "partition", "offset");
        assertThat(new String(letters.get(2).headers().lastHeader("error").value(), StandardCharsets.UTF_8))
                .isNotBlank();
    }

    private static List<ConsumerRecord<String, byte[]>> deadLetters(Endpoints endpoints, List<String> keys) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", endpoints.kafkaBootstrap(),
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.DEAD_LETTERS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (keys.contains(record.key())) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    @Test
    void aDatabaseThatIsAheadIsRefusedWithItsVersion(Endpoints endpoints) throws Exception {
        new MigrationRunner(stack.clickhouse, Migrations.all()).migrate();
        stack.clickhouse.execute(
                "INSERT INTO market_store.schema_versions (version, name, checksum) VALUES (99, 'x', 'y')");
        try (RunningSink sink = RunningSink.start(endpoints)) {
            assertThat(sink.exitCode()).isEqualTo(1);
            assertThat(sink.errors())
                    .contains("version 99", "up to " + Migrations.all().size());
        } finally {
            stack.clickhouse.execute("ALTER TABLE market_store.schema_versions DELETE WHERE version = 99"
                    + " SETTINGS mutations_sync = 1");
        }
    }

    @Test
    void aMigrationThatChangedAfterItWasAppliedIsRefused() throws Exception {
        new MigrationRunner(stack.clickhouse, Migrations.all()).migrate();
        List<Migration> changed = new ArrayList<>(Migrations.all());
        Migration first = changed.getFirst();
        changed.set(0, new Migration(first.version(), first.name(), first.sql() + "-- changed\n"));

        assertThatThrownBy(() -> new MigrationRunner(stack.clickhouse, changed).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("migration 1 (databases)")
                .hasMessageContaining("checksum");
    }

    @Test
    void migrationsAppliedTwiceChangeNothing() throws Exception {
        new MigrationRunner(stack.clickhouse, Migrations.all()).migrate();
        assertThat(new MigrationRunner(stack.clickhouse, Migrations.all()).migrate())
                .isZero();
        assertThat(stack.lines("SELECT version FROM market_store.schema_versions ORDER BY version"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Migrations.all().size())
                                .mapToObj(Integer::toString)
                                .toList());
    }

    @Test
    void aUserClickHouseDoesNotKnowStopsTheSinkWithAClearMessage(Endpoints endpoints) throws Exception {
        try (RunningSink sink =
                RunningSink.start(endpoints, Map.of("CLICKHOUSE_USER", "nobody-of-that-name"), Moments.NONE)) {
            assertThat(sink.exitCode()).isEqualTo(1);
            assertThat(sink.errors()).contains("clickhouse.user");
        }
    }
}
