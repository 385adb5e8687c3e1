package io.tickhouse.ingest.ws.publish;

import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records under the key {@code venue:symbol}, stamped with the time of publishing. When Kafka falls behind, the
 * caller waits; when a record could not be delivered, the next call fails and says so. Used by one thread.
 */
public final class LivePublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final RecordSerializer<Trade> trades;
    private final InstantSource clock;
    private final String service;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param producer idempotent, waiting for all in-sync replicas; closed with this */
    public LivePublisher(
            Producer<String, byte[]> producer, RecordSerializer<Trade> trades, InstantSource clock, String service) {
        this.producer = producer;
        this.trades = trades;
        this.clock = clock;
        this.service = service;
    }

    /**
     * Publishes a trade to the live lane.
     *
     * @throws UndeliveredException if an earlier record could not be delivered
     */
    public void trade(Trade trade) {
        String topic = Topics.TRADES.name();
        send(new ProducerRecord<>(
                topic,
                null,
                clock.millis(),
                Topics.key(trade.getVenue(), trade.getSymbol()),
                trades.serialize(topic, trade)));
    }

    /**
     * Publishes a frame that could not be read to the dead letters.
     *
     * @throws UndeliveredException if an earlier record could not be delivered
     */
    public void deadLetter(String venue, byte[] frame, Instant receiveTime, String error) {
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), null, clock.millis(), venue + ":frame:" + receiveTime, frame);
        letter.headers().add("service", service.getBytes(StandardCharsets.UTF_8));
        letter.headers().add("error", error.getBytes(StandardCharsets.UTF_8));
        send(letter);
    }

    /**
     * Waits until all that was given is acknowledged.
     *
     * @throws UndeliveredException if a record could not be delivered
     */
    public void flush() {
        producer.flush();
        failOnUndelivered();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ProducerRecord<String, byte[]> published) {
        failOnUndelivered();
        // the callback tells of the outcome, the future would only repeat it
        var _ = producer.send(published, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(
                        null,
                        new UndeliveredException(
                                "a record of key " + published.key() + " for " + published.topic()
                                        + " was not delivered: " + exception.getMessage(),
                                exception));
            }
        });
    }

    private void failOnUndelivered() {
        Exception undelivered = failure.get();
        if (undelivered != null) {
            throw new UndeliveredException(
                    undelivered.getMessage() + "; see to Kafka and start again, the ids missed will show as a gap",
                    undelivered);
        }
    }
}
