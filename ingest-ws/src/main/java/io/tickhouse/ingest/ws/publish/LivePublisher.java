package io.tickhouse.ingest.ws.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records under the key {@code venue:symbol}, stamped with the time of publishing. Never waits: while Kafka is
 * away records gather in the producer's buffer, and what does not fit, or is not delivered in time, is told as lost. A
 * record that Kafka refuses for good ends the service: the next call fails and says so. Used by one thread but for preparing.
 */
public final class LivePublisher implements AutoCloseable {
    /** A record whose receipt was not timed. */
    public static final long UNTIMED = Long.MIN_VALUE;

    private static final Duration PREPARATION = Duration.ofSeconds(30);

    private final Producer<String, byte[]> producer;
    /** By the topic's name. */
    private final Map<String, RecordSerializer<SpecificRecord>> serializers = new ConcurrentHashMap<>();

    private final Function<Topic<?>, RecordSerializer<?>> serializer;

    private final InstantSource clock;
    private final String service;
    private final Counter lost;
    private final MeterRegistry metrics;
    private final Timer latency;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * A publisher that is prepared for no topic yet.
     *
     * @param producer idempotent, waiting for all in-sync replicas, never blocking; closed with this
     * @param serializer makes a topic's serializer
     * @param tags of its meters; no other publisher's
     */
    public LivePublisher(
            Producer<String, byte[]> producer,
            Function<Topic<?>, RecordSerializer<?>> serializer,
            InstantSource clock,
            String service,
            Tags tags,
            MeterRegistry metrics) {
        this.producer = producer;
        this.clock = clock;
        this.service = service;
        this.metrics = metrics;
        this.lost = metrics.counter("ws.records.lost", tags);
        this.latency = Timer.builder("ws.latency.receive.to.ack")
                .description("From a frame's reading off the socket to Kafka's acknowledgement of its record")
                .publishPercentiles(0.5, 0.99)
                .tags(tags)
                .distributionStatisticExpiry(Duration.ofMinutes(1))
                .register(metrics);
        this.serializer = serializer;
    }

    @SuppressWarnings("unchecked") // a topic and the records given for it go together
    private static RecordSerializer<SpecificRecord> erased(RecordSerializer<?> serializer) {
        return (RecordSerializer<SpecificRecord>) serializer;
    }

    /**
     * Waits until the producer knows these topics and that of the dead letters, since later on it never waits; from any
     * thread.
     *
     * @throws UndeliveredException if Kafka has not told of one in time
     */
    public void prepare(Set<Topic<?>> topics) throws InterruptedException {
        long deadline = System.nanoTime() + PREPARATION.toNanos();
        Set<String> names = new HashSet<>();
        topics.forEach(topic -> names.add(topic.name()));
        names.add(Topics.DEAD_LETTERS.name());
        for (String topic : names) {
            boolean known = false;
            while (!known) {
                try {
                    known = !producer.partitionsFor(topic).isEmpty();
                } catch (TimeoutException notYet) {
                    if (System.nanoTime() > deadline) {
                        throw new UndeliveredException(
                                "expected Kafka to tell of topic " + topic + " within " + PREPARATION.toSeconds()
                                        + " s, found no answer; is it there? ./tickhouse topics --create makes it",
                                notYet);
                    }
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
        }
        topics.forEach(topic -> serializers.computeIfAbsent(topic.name(), some -> erased(serializer.apply(topic))));
    }

    /**
     * Publishes a record to a live lane.
     *
     * @param receivedNanos when its frame was read by {@link System#nanoTime}, or {@link #UNTIMED}
     * @param losses hears if the record is lost
     * @throws UndeliveredException if Kafka has refused an earlier record for good
     */
    public void publish(Topic<?> topic, String key, SpecificRecord value, long receivedNanos, Losses losses) {
        failOnRefused();
        RecordSerializer<SpecificRecord> serializer = serializers.get(topic.name());
        if (serializer == null) {
            throw new IllegalArgumentException("expected a topic prepared for, found " + topic.name());
        }
        byte[] bytes = serializer.serialize(topic.name(), value);
        // the callback tells of the outcome, the future would only repeat it
        var _ = producer.send(
                new ProducerRecord<>(topic.name(), null, clock.millis(), key, bytes), (metadata, exception) -> {
                    if (exception == null) {
                        if (receivedNanos != UNTIMED) {
                            latency.record(System.nanoTime() - receivedNanos, TimeUnit.NANOSECONDS);
                        }
                    } else {
                        lost.increment();
                        losses.lost(told(exception));
                        remember(exception, topic.name(), key);
                    }
                });
    }

    /**
     * Publishes a frame that could not be read to the dead letters.
     *
     * @throws UndeliveredException if Kafka has refused an earlier record for good
     */
    public void deadLetter(String venue, byte[] frame, Instant receiveTime, String error) {
        failOnRefused();
        String key = venue + ":frame:" + receiveTime;
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), null, clock.millis(), key, frame);
        letter.headers().add("service", service.getBytes(StandardCharsets.UTF_8));
        letter.headers().add("error", error.getBytes(StandardCharsets.UTF_8));
        var _ = producer.send(letter, (metadata, exception) -> {
            if (exception != null) {
                lost.increment();
                remember(exception, letter.topic(), key);
            }
        });
    }

    private void remember(Exception exception, String topic, String key) {
        if (!(exception instanceof RetriableException)) {
            failure.compareAndSet(
                    null,
                    new UndeliveredException(
                            "a record of key " + key + " for " + topic + " was not delivered: "
                                    + exception.getMessage(),
                            exception));
        }
    }

    private static String told(Exception exception) {
        return exception instanceof TimeoutException ? "Kafka did not take it in time" : exception.toString();
    }

    /** Median and 99th percentile of the last minute or two from receipt to acknowledgement, in nanoseconds. */
    public double[] latencies() {
        double[] percentiles = new double[2];
        var values = latency.takeSnapshot().percentileValues();
        for (int i = 0; i < Math.min(2, values.length); i++) {
            percentiles[i] = values[i].value();
        }
        return percentiles;
    }

    /**
     * Waits until all that was given is acknowledged or lost.
     *
     * @throws UndeliveredException if Kafka has refused a record for good
     */
    public void flush() {
        producer.flush();
        failOnRefused();
    }

    @Override
    public void close() {
        metrics.remove(latency);
        producer.close();
    }

    private void failOnRefused() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new UndeliveredException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
