package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A thousand corrupted records among many good ones: every good one is a row, every bad one a letter, each once. Merges are
 * stopped, so that no double can hide. {@code -Dtickhouse.poison.rows=1000000 -Dtickhouse.poison.kills=12} is the long form,
 * {@code -Dtickhouse.poison.seed} repeats a run.
 */
@WithLocalStack
class PoisonTest {
    private static final int ROWS = Integer.getInteger("tickhouse.poison.rows", 100_000);
    private static final int KILLS = Integer.getInteger("tickhouse.poison.kills", 3);
    private static final int BAD = 1_000;
    private static final long SEED = Long.getLong("tickhouse.poison.seed", new Random().nextLong());
    private static Stack stack;

    @BeforeAll
    static void stopMerges(Endpoints endpoints) throws Exception {
        System.out.println("seed of the poison: " + SEED);
        stack = Stack.of(endpoints);
        try (RunningSink sink = RunningSink.start(endpoints)) {
            stack.await("EXISTS TABLE market_store.trades", 1);
            assertThat(sink.ended()).isFalse();
        }
        merges("1", "1");
    }

    @AfterAll
    static void startMerges() throws Exception {
        merges("161061273600", "1048576");
        stack.close();
    }

    private static void merges(String most, String least) throws Exception {
        stack.clickhouse.execute("ALTER TABLE market_store.trades MODIFY SETTING"
                + " max_bytes_to_merge_at_max_space_in_pool = " + most
                + ", max_bytes_to_merge_at_min_space_in_pool = " + least);
    }

    @Test
    void everyCorruptedRecordIsALetterAndEveryOtherARowAndTheSinkGoesOn(Endpoints endpoints) throws Exception {
        Sent sent = send("BAD", new Random(SEED));
        long start = System.nanoTime();
        try (RunningSink sink = RunningSink.start(endpoints)) {
            awaitRows("BAD", ROWS);
            report("undisturbed", start);
            assertThat(sink.ended()).isFalse();
        }
        everythingOnce("BAD", sent, endpoints);
    }

    @Test
    void theSameIsTrueWhenTheSinkIsKilledInBetween(Endpoints endpoints) throws Exception {
        Random random = new Random(SEED);
        Sent sent = send("WORSE", random);
        Map<String, String> settings = Map.of(
                "sink.batch.age.ms",
                "100",
                "sink.batch.behind.age.ms",
                "100",
                "sink.batch.rows",
                Integer.toString(Math.max(700, ROWS / 100)),
                // a static member: the next start takes its place at once, without waiting for the session to time out
                "kafka.consumer.group.instance.id",
                "killed-now-and-then");
        long start = System.nanoTime();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                try (SinkProcess sink = SinkProcess.start(endpoints, settings)) {
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(60))
                            .pollInterval(Duration.ofMillis(20))
                            .until(sink::works);
                    awaitRows("WORSE", (long) ROWS * kill / (KILLS + 1));
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1, 1_000)));
                    sink.kill();
                    System.out.println("killed with " + rows("WORSE") + " rows in the table");
                }
            }
            try (SinkProcess sink = SinkProcess.start(endpoints, settings)) {
                awaitRows("WORSE", ROWS);
                report("killed " + KILLS + " times", start);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> letters(sent, endpoints).size() >= BAD);
                assertThat(sink.isAlive()).isTrue();
            }
        } finally {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
                admin.removeMembersFromConsumerGroup("sink-clickhouse", new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        }
        everythingOnce("WORSE", sent, endpoints);
    }

    private static void report(String how, long start) {
        System.out.printf(
                "%,d rows and %,d dead letters, %s: %.1f s%n", ROWS, BAD, how, (System.nanoTime() - start) / 1e9);
    }

    /** Waits for that many different rows. */
    private static void awaitRows(String symbol, long rows) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60 + ROWS / 2_000))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> Long.parseLong(stack.cell(
                                "SELECT uniqExact(sequence) FROM market_store.trades WHERE symbol = '" + symbol + "'"))
                        >= rows);
    }

    private static String rows(String symbol) throws Exception {
        return stack.cell("SELECT count() FROM market_store.trades WHERE symbol = '" + symbol + "'");
    }

    /**
     * What is in the topic.
     *
     * @param bad the corrupted records by key of the letter they must become
     * @param goodOffsets sum of the good ones' offsets
     */
    private record Sent(Map<String, byte[]> bad, long goodOffsets) {}

    private static Sent send(String symbol, Random random) throws Exception {
        Poison poison = new Poison(
                Topics.TRADES_HISTORY.valueSchema().orElseThrow(),
                stack.registry.getId(
                        Topics.CANDLES.subject(),
                        new AvroSchema(Topics.CANDLES.valueSchema().orElseThrow())),
                random);
        var bytes = stack.bytes(Topics.TRADES_HISTORY);
        boolean[] bad = new boolean[ROWS + BAD];
        for (int left = BAD; left > 0; ) {
            int place = random.nextInt(bad.length);
            left -= bad[place] ? 0 : 1;
            bad[place] = true;
        }
        List<Future<RecordMetadata>> good = new ArrayList<>();
        List<Future<RecordMetadata>> corrupted = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        int id = 0;
        for (int i = 0; i < bad.length; i++) {
            byte[] value = bytes.of(Records.trade(symbol, id));
            if (bad[i]) {
                value = poison.of(value, values.size() % Poison.KINDS);
                values.add(value);
            }
            var sent = stack.producer.send(
                    new ProducerRecord<>(Topics.TRADES_HISTORY.name(), symbol + random.nextInt(40), value));
            (bad[i] ? corrupted : good).add(sent);
            id += bad[i] ? 0 : 1;
        }
        stack.producer.flush();
        Map<String, byte[]> byKey = new HashMap<>();
        for (int i = 0; i < BAD; i++) {
            RecordMetadata where = corrupted.get(i).get();
            byKey.put(where.topic() + ":" + where.partition() + ":" + where.offset(), values.get(i));
        }
        long offsets = 0;
        for (Future<RecordMetadata> one : good) {
            offsets += one.get().offset();
        }
        return new Sent(byKey, offsets);
    }

    private static void everythingOnce(String symbol, Sent sent, Endpoints endpoints) throws Exception {
        assertThat(stack.cell("SELECT count(), uniqExact(_partition, _offset), sum(_offset), sum(sequence)"
                        + " FROM market_store.trades WHERE symbol = '" + symbol + "'"))
                .isEqualTo(ROWS + "\t" + ROWS + "\t" + sent.goodOffsets() + "\t" + (long) ROWS * (ROWS - 1) / 2);
        List<String> letters = letters(sent, endpoints);
        assertThat(letters).hasSize(BAD).doesNotHaveDuplicates();
    }

    /** Keys of the letters about these records, as a reader of committed records sees them; their bytes are compared. */
    private static List<String> letters(Sent sent, Endpoints endpoints) {
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", endpoints.kafkaBootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition topic = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
            reader.assign(List.of(topic));
            long end = reader.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
            reader.seekToBeginning(List.of(topic));
            while (reader.position(topic) < end) {
                reader.poll(Duration.ofMillis(100)).forEach(letter -> {
                    byte[] expected = sent.bad().get(letter.key());
                    if (expected != null) {
                        assertThat(letter.value()).as(letter.key()).isEqualTo(expected);
                        found.add(letter.key());
                    }
                });
            }
        }
        return found;
    }
}
