package io.tickhouse.launcher.deadletter;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.DeadLetterHeaders;
import io.tickhouse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes letters again, each with its mark, in transactions that one replay of a cluster can hold at a time: opening it
 * shuts out an earlier one and settles what that left.
 */
final class ReplayProducer implements AutoCloseable {
    static final String TRANSACTIONAL_ID = "tickhouse-dead-letters-replay";

    private final KafkaProducer<byte[], byte[]> producer;

    ReplayProducer(Endpoints endpoints) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        endpoints.kafkaBootstrap(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        TRANSACTIONAL_ID,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.DEAD_LETTERS.maxMessageBytes(),
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        30_000,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new LauncherException(
                    "cannot begin to replay: " + e.getMessage()
                            + " (the broker must allow WRITE and DESCRIBE on the transactional id " + TRANSACTIONAL_ID
                            + ")",
                    e);
        }
    }

    /** A letter that can be published again and the partition for it, -1 to let its key decide. */
    record Order(Letter letter, Letter.Origin origin, int partition) {}

    /**
     * Publishes all of them with their marks, or none.
     *
     * @return where each went, {@code topic:partition:offset}
     */
    List<String> publish(List<Order> orders) throws InterruptedException {
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Order order : orders) {
                sent.add(producer.send(record(order)));
            }
            producer.flush();
            List<String> places = new ArrayList<>();
            for (int i = 0; i < orders.size(); i++) {
                RecordMetadata where = sent.get(i).get();
                String place = where.topic() + ':' + where.partition() + ':' + where.offset();
                places.add(place);
                // what a send has to say of failure, the commit says too
                var _ = producer.send(mark(orders.get(i).letter(), place));
            }
            producer.commitTransaction();
            return places;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    void abort() {
        producer.abortTransaction();
    }

    /** Stamped with the time of publishing, as every record is. */
    private static ProducerRecord<byte[], byte[]> record(Order order) {
        Letter letter = order.letter();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                order.origin().topic(),
                order.partition() < 0 ? null : order.partition(),
                letter.ownKey(),
                letter.value());
        for (Header own : letter.ownHeaders()) {
            if (!own.key().equals(DeadLetterHeaders.REPLAY_OF)) {
                record.headers().add(own);
            }
        }
        record.headers().add(DeadLetterHeaders.REPLAY_OF, utf8(letter.key()));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> mark(Letter letter, String place) {
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(
                letter.record().topic(),
                letter.record().partition(),
                letter.record().key(),
                null);
        mark.headers()
                .add(DeadLetterHeaders.SERVICE, utf8("dead-letters-replay"))
                .add(DeadLetterHeaders.REPLAYED, utf8(Instant.now().toString()))
                .add(DeadLetterHeaders.REPLAYED_TO, utf8(place));
        return mark;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
