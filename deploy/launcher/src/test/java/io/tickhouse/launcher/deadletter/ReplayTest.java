package io.tickhouse.launcher.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.schemas.provision.TopicProvisioner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Each letter is published again once, whoever asks and however often. */
@WithLocalStack
class ReplayTest {
    private static final String TOPIC = Topics.LIQUIDATIONS.name();
    private static final Replay.Listener SILENT = new Silent();

    private final String run = UUID.randomUUID().toString();

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
    void aRecordIsPublishedAgainWithItsBytesKeyHeadersAndPartitionOnce(Endpoints endpoints) throws Exception {
        write(endpoints, letter(7, TOPIC, "record.trace", "abc", "record.replay-of", "older", "key", "venue:X"));

        assertThat(replay(endpoints, SILENT, "--error", run)).isEqualTo("1 0 0");
        assertThat(replay(endpoints, SILENT, "--error", run)).isEqualTo("0 1 0");
        assertThat(replay(endpoints, SILENT, "--error", run, "--topic", "another"))
                .isEqualTo("0 0 0");

        assertThat(published(endpoints)).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(utf8("value 7"));
            assertThat(record.key()).isEqualTo(utf8("venue:X"));
            assertThat(record.partition()).isEqualTo(3);
            assertThat(header(record, "trace")).isEqualTo("abc");
            assertThat(header(record, "replay-of")).isEqualTo(key(7));
            assertThat(record.headers()).hasSize(2);
        });
        NewestLetters listed = new NewestLetters(selection("--error", run), 5, false);
        try (LetterLog log = new LetterLog(endpoints)) {
            listed.readFrom(log);
        }
        assertThat(listed.letters())
                .singleElement()
                .satisfies(letter -> assertThat(listed.states().of(letter)).isEqualTo("replayed"));
    }

    @Test
    void askedForOnceMoreItIsPublishedOnceMore(Endpoints endpoints) throws Exception {
        write(endpoints, letter(1, TOPIC));
        try (LetterLog log = new LetterLog(endpoints)) {
            for (int i = 0; i < 2; i++) {
                assertThat(new Replay(endpoints, true, SILENT)
                                .run(log, selection("--error", run), _ -> true, false)
                                .replayed())
                        .isEqualTo(1);
            }
        }
        assertThat(published(endpoints)).hasSize(2);
    }

    @Test
    void aDryRunPublishesNothing(Endpoints endpoints) throws Exception {
        write(endpoints, letter(1, TOPIC));
        try (LetterLog log = new LetterLog(endpoints)) {
            assertThat(new Replay(endpoints, false, SILENT)
                            .run(log, selection("--error", run), _ -> true, true)
                            .replayed())
                    .isEqualTo(1);
        }
        assertThat(published(endpoints)).isEmpty();
        assertThat(replay(endpoints, SILENT, "--error", run)).isEqualTo("1 0 0");
    }

    @Test
    void twoLettersAboutOneRecordAreOneReplay(Endpoints endpoints) throws Exception {
        write(endpoints, letter(1, TOPIC));
        write(endpoints, letter(1, TOPIC, "service", "another"));
        assertThat(replay(endpoints, SILENT, "--error", run)).isEqualTo("1 0 0");
        assertThat(published(endpoints)).hasSize(1);
    }

    @Test
    void whatCannotBeReplayedIsSaidWithWhatToDo(Endpoints endpoints) throws Exception {
        ProducerRecord<byte[], byte[]> row =
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), utf8("a/b.zip:7"), utf8("1,2,x"));
        row.headers().add("error", utf8(run)).add("file", utf8("a/b.zip")).add("line", utf8("7"));
        write(endpoints, row);
        write(endpoints, letter(1, TOPIC, "cut-from", "9000000"));
        write(endpoints, letter(2, "internal-changelog"));
        List<String> reasons = new ArrayList<>();
        Replay.Listener listener = new Silent() {
            @Override
            public void refused(Letter letter, String why) {
                reasons.add(why);
            }
        };
        assertThat(replay(endpoints, listener, "--error", run)).isEqualTo("0 0 3");
        assertThat(reasons)
                .satisfiesExactly(
                        file -> assertThat(file).contains("--reload"),
                        cut -> assertThat(cut).contains("only the beginning"),
                        internal -> assertThat(internal).contains("not in the catalogue"));
    }

    @Test
    void ofTwoReplaysAtATimeOneIsShutOutAndEachLetterIsPublishedOnce(Endpoints endpoints) throws Exception {
        int letters = 1_200;
        List<ProducerRecord<byte[], byte[]>> all =
                IntStream.range(0, letters).mapToObj(i -> letter(i, TOPIC)).toList();
        write(endpoints, all);
        List<String> other = new ArrayList<>();
        Replay.Listener interrupting = new Silent() {
            @Override
            public void replayed(Letter letter, String place) {
                if (other.isEmpty()) {
                    try {
                        other.add(replay(endpoints, SILENT, "--error", run));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };
        assertThatThrownBy(() -> replay(endpoints, interrupting, "--error", run))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("another replay has begun and shut this one out after 500 letters");
        assertThat(other).containsExactly("700 500 0");
        assertThat(published(endpoints))
                .extracting(record -> header(record, "replay-of"))
                .hasSize(letters)
                .doesNotHaveDuplicates();
    }

    private static String replay(Endpoints endpoints, Replay.Listener listener, String... filters) throws Exception {
        try (LetterLog log = new LetterLog(endpoints)) {
            Replay.Report report =
                    new Replay(endpoints, false, listener).run(log, selection(filters), _ -> true, false);
            return report.replayed() + " " + report.already() + " " + report.refused();
        }
    }

    private static Selection selection(String... filters) {
        return CommandLine.populateCommand(new Selection(), filters);
    }

    private String key(int offset) {
        return run + ":3:" + offset;
    }

    private ProducerRecord<byte[], byte[]> letter(int offset, String topic, String... headers) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), utf8(key(offset)), utf8("value " + offset));
        letter.headers()
                .add("error", utf8("of " + run))
                .add("topic", utf8(topic))
                .add("partition", utf8("3"))
                .add("offset", utf8(Integer.toString(offset)));
        for (int i = 0; i < headers.length; i += 2) {
            letter.headers().add(headers[i], utf8(headers[i + 1]));
        }
        return letter;
    }

    private static void write(Endpoints endpoints, ProducerRecord<byte[], byte[]> letter) throws Exception {
        write(endpoints, List.of(letter));
    }

    private static void write(Endpoints endpoints, List<ProducerRecord<byte[], byte[]>> letters) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", endpoints.kafkaBootstrap(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> letter : letters) {
                var _ = producer.send(letter);
            }
        }
    }

    /** Records of this test in the topic the letters came from. */
    private List<ConsumerRecord<byte[], byte[]>> published(Endpoints endpoints) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", endpoints.kafkaBootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 3);
            reader.assign(List.of(partition));
            long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            reader.seekToBeginning(List.of(partition));
            while (reader.position(partition) < end) {
                reader.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (header(record, "replay-of").startsWith(run)) {
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static class Silent implements Replay.Listener {
        @Override
        public void replayed(Letter letter, String place) {}

        @Override
        public void already(Letter letter) {}

        @Override
        public void refused(Letter letter, String why) {}
    }
}
