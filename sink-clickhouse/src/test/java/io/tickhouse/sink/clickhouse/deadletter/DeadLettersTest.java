package io.tickhouse.sink.clickhouse.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each letter once for readers of committed records, whoever else is about. */
@WithLocalStack
class DeadLettersTest {
    private final String topic = "letters-of-" + UUID.randomUUID();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeAll
    static void createTopics(Endpoints endpoints) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            Awaitility.await()
                    .ignoreException(ProvisioningException.class)
                    .until(() -> new TopicProvisioner(admin, 4, 1, 1)
                            .provision(Topics.all())
                            .isEmpty());
        }
    }

    @Test
    void aStalledSinkCannotAddLettersAfterItsSuccessorHasLooked(Endpoints endpoints) throws Exception {
        try (DeadLetters stalled = letters(endpoints);
                DeadLetters successor = letters(endpoints)) {
            assertThat(write(stalled, letters(0, 2), false)).isEqualTo(2);
            assertThat(write(successor, letters(0, 4), true))
                    .as("two were there")
                    .isEqualTo(2);

            assertThatThrownBy(() -> write(stalled, letters(2, 4), false))
                    .as("it planned them before it stalled")
                    .isInstanceOf(KafkaException.class);
            assertThat(write(stalled, letters(2, 4), true)).as("it looks now").isZero();

            assertThatThrownBy(() -> write(successor, letters(4, 6), false))
                    .as("the stalled one has come in between")
                    .isInstanceOf(KafkaException.class);
            assertThat(write(successor, letters(4, 6), true)).isEqualTo(2);
            assertThat(write(successor, letters(6, 7), false)).isEqualTo(1);
        }
        assertThat(keys(endpoints)).containsExactlyElementsOf(keys(0, 7));
    }

    @Test
    void aSinkThatComesToLifeLateLooksAlthoughItsBatchIsNew(Endpoints endpoints) throws Exception {
        try (DeadLetters late = letters(endpoints);
                DeadLetters successor = letters(endpoints)) {
            assertThat(write(successor, letters(0, 3), true)).isEqualTo(3);
            assertThat(write(late, letters(0, 3), false)).isZero();
        }
        assertThat(keys(endpoints)).containsExactlyElementsOf(keys(0, 3));
    }

    @Test
    void lettersBehindTheOpenTransactionOfAnotherProducerAreFound(Endpoints endpoints) throws Exception {
        KafkaClients kafka = kafka(endpoints);
        try (Producer<byte[], byte[]> other = kafka.producer(
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        Map.of(),
                        Map.of("transactional.id", "other-" + topic));
                DeadLetters first = letters(endpoints);
                DeadLetters second = letters(endpoints)) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(Topics.DEAD_LETTERS.name(), new byte[] {1}))
                    .get();
            CompletableFuture<Integer> before = CompletableFuture.supplyAsync(() -> write(first, letters(0, 2), false));
            Awaitility.await().until(() -> first.producers() == 1);
            CompletableFuture<Integer> after = before.thenApply(_ -> write(second, letters(0, 2), true));

            assertThat(before.isDone())
                    .as("it cannot know what stands behind the open transaction")
                    .isFalse();
            other.commitTransaction();

            assertThat(before.get()).isEqualTo(2);
            assertThat(after.get()).isZero();
        }
        assertThat(keys(endpoints)).containsExactlyElementsOf(keys(0, 2));
    }

    @Test
    void aLetterKeepsKeyHeadersAndOrigin(Endpoints endpoints) throws Exception {
        RecordHeaders own = new RecordHeaders();
        own.add("trace", bytes("abc")).add("error", bytes("mine"));
        DeadLetter letter =
                new DeadLetter(topic, 3, 42, now(), bytes("binance-spot:X"), new byte[] {9, 8}, own, "e".repeat(9_999));
        try (DeadLetters letters = letters(endpoints)) {
            write(letters, List.of(letter), false);
        }
        ConsumerRecord<String, byte[]> found = read(endpoints).getFirst();
        assertThat(found.value()).containsExactly(9, 8);
        assertThat(header(found, "service")).isEqualTo("test-sink");
        assertThat(header(found, "error")).hasSizeBetween(2_000, 2_001);
        assertThat(header(found, "topic")).isEqualTo(topic);
        assertThat(header(found, "partition")).isEqualTo("3");
        assertThat(header(found, "offset")).isEqualTo("42");
        assertThat(header(found, "timestamp")).isEqualTo(Long.toString(letter.timestamp()));
        assertThat(header(found, "key")).isEqualTo("binance-spot:X");
        assertThat(header(found, "record.trace")).isEqualTo("abc");
        assertThat(header(found, "record.error")).isEqualTo("mine");
    }

    @Test
    void theLargestRecordOfATopicFitsWithAllItsHeaders(Endpoints endpoints) throws Exception {
        try (DeadLetters letters = letters(endpoints)) {
            write(letters, List.of(letter(0, new byte[1_048_400])), false);
        }
        assertThat(read(endpoints)).singleElement().satisfies(found -> {
            assertThat(found.value()).hasSize(1_048_400);
            assertThat(found.headers().lastHeader("cut-from")).isNull();
        });
    }

    @Test
    void aLetterThatTheTopicDoesNotTakeIsCutAndTheOthersAreNot(Endpoints endpoints) throws Exception {
        limit(endpoints, "100000");
        try (DeadLetters letters = letters(endpoints)) {
            List<DeadLetter> all =
                    List.of(letter(0, new byte[500]), letter(1, new byte[300_000]), letter(2, new byte[70]));
            assertThat(write(letters, all, false)).isEqualTo(3);
            assertThat(write(letters, letters(3, 4), false))
                    .as("the producer lives on")
                    .isEqualTo(1);
        } finally {
            limit(endpoints, "2097176");
        }
        List<ConsumerRecord<String, byte[]>> found = read(endpoints);
        assertThat(found).extracting(ConsumerRecord::key).containsExactlyElementsOf(keys(0, 4));
        assertThat(found).extracting(letter -> letter.value().length).containsExactly(500, 75_000, 70, 1);
        assertThat(header(found.get(1), "cut-from")).isEqualTo("300000");
        assertThat(found.get(0).headers().lastHeader("cut-from")).isNull();
    }

    @Test
    void aLetterLargerThanTheProducerMaySendIsCut(Endpoints endpoints) throws Exception {
        try (DeadLetters letters = letters(endpoints, "kafka.producer.max.request.size=50000")) {
            assertThat(write(letters, List.of(letter(0, new byte[80_000])), false))
                    .isEqualTo(1);
        }
        assertThat(read(endpoints))
                .singleElement()
                .satisfies(found -> assertThat(header(found, "cut-from")).isEqualTo("80000"));
    }

    @Test
    void thereIsAProducerOnlyWhileThereAreLetters(Endpoints endpoints) throws Exception {
        try (DeadLetters letters = new DeadLetters(kafka(endpoints), "test-sink", "group", Duration.ofMillis(300))) {
            assertThat(letters.write(List.of(), false, () -> false)).hasValue(0);
            assertThat(letters.producers()).isZero();
            write(letters, letters(0, 1), false);
            assertThat(letters.producers()).isEqualTo(1);
            Awaitility.await().until(() -> letters.producers() == 0);
            assertThat(metrics.getMeters()).isEmpty();
            assertThat(write(letters, letters(1, 2), false)).isEqualTo(1);
        }
        assertThat(keys(endpoints)).containsExactlyElementsOf(keys(0, 2));
    }

    @Test
    void aBrokerThatIsAwayIsSaidInTimeAndTheLookEndsWhenTheSinkStops(Endpoints endpoints) throws Exception {
        Endpoints nowhere = new Endpoints("127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:1", "", "");
        try (DeadLetters letters = letters(nowhere, "kafka.producer.max.block.ms=300")) {
            assertThatThrownBy(() -> write(letters, letters(0, 1), false)).isInstanceOf(KafkaException.class);
            assertThat(letters.producers()).isZero();
        }
        try (DeadLetters earlier = letters(endpoints);
                DeadLetters stopping = letters(endpoints)) {
            write(earlier, letters(0, 1), false);
            assertThat(stopping.write(letters(0, 1), true, () -> true)).isEmpty();
            assertThat(stopping.producers())
                    .as("one that has not looked is not kept")
                    .isZero();
        }
    }

    private static int write(DeadLetters to, List<DeadLetter> letters, boolean repeated) {
        try {
            OptionalInt written = to.write(letters, repeated, () -> false);
            return written.orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<DeadLetter> letters(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(offset -> letter(offset, new byte[] {(byte) offset}))
                .toList();
    }

    private DeadLetter letter(int offset, byte[] value) {
        return new DeadLetter(topic, 0, offset, now(), null, value, new RecordHeaders(), "not a record");
    }

    private List<String> keys(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(offset -> topic + ":0:" + offset)
                .toList();
    }

    private List<String> keys(Endpoints endpoints) {
        return read(endpoints).stream().map(ConsumerRecord::key).toList();
    }

    private List<ConsumerRecord<String, byte[]>> read(Endpoints endpoints) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", endpoints.kafkaBootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition letters = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
            reader.assign(List.of(letters));
            long end = reader.endOffsets(List.of(letters)).getOrDefault(letters, 0L);
            reader.seekToBeginning(List.of(letters));
            while (reader.position(letters) < end) {
                reader.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.key() != null && record.key().startsWith(topic)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void limit(Endpoints endpoints, String bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.DEAD_LETTERS.name()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private DeadLetters letters(Endpoints endpoints, String... settings) {
        return new DeadLetters(kafka(endpoints, settings), "test-sink", "group");
    }

    private KafkaClients kafka(Endpoints endpoints, String... settings) {
        Map<String, String> environment = new HashMap<>(endpoints.asEnvironment());
        environment.keySet().removeIf(name -> name.contains("CLICKHOUSE"));
        ServiceConfig config =
                ServiceConfig.load(CommonConfig.def(0), "test.", Optional.empty(), environment, List.of(settings));
        return new KafkaClients(config, metrics, "test");
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
