package io.tickhouse.sink.clickhouse.deadletter;

import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters. They are acknowledged before the end of their batch is committed, so none is lost. A batch that is
 * repeated first looks which of its letters are in the topic already, so each is there once; only a letter that a killed
 * sink had sent and the broker takes after that look would be there twice, under the same key. Thread-safe.
 */
public final class DeadLetters implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final EarlierDeadLetters earlier;
    private final String service;

    /** @param service who refuses the records */
    public DeadLetters(KafkaClients kafka, String service) {
        this.producer = kafka.producer(new ByteArraySerializer(), new ByteArraySerializer(), Map.of(), Map.of());
        this.earlier = new EarlierDeadLetters(kafka);
        this.service = service;
    }

    /**
     * Writes the letters and waits until all are acknowledged.
     *
     * @param repeated whether an earlier process may have written some of them
     * @return how many were written now
     * @throws ExecutionException if the broker did not take one; call again, as repeated
     */
    public int write(List<DeadLetter> letters, boolean repeated) throws ExecutionException, InterruptedException {
        if (letters.isEmpty()) {
            return 0;
        }
        Set<String> written = repeated ? earlier.among(letters) : Set.of();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (DeadLetter letter : letters) {
            if (!written.contains(letter.key())) {
                sent.add(producer.send(record(letter)));
            }
        }
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
        return sent.size();
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), utf8(letter.key()), letter.value());
        record.headers()
                .add("service", utf8(service))
                .add("error", utf8(letter.error()))
                .add("topic", utf8(letter.topic()))
                .add("partition", utf8(Integer.toString(letter.partition())))
                .add("offset", utf8(Long.toString(letter.offset())))
                .add("timestamp", utf8(Long.toString(letter.timestamp())));
        byte[] key = letter.recordKey();
        if (key != null) {
            record.headers().add("key", key);
        }
        return record;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
