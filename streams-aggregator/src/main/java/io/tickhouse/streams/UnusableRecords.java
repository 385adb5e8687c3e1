package io.tickhouse.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.schemas.DeadLetterHeaders;
import io.tickhouse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/** Makes dead letters of records that cannot be used: their bytes as they were, and where they came from. */
final class UnusableRecords {
    /** Setting under which the {@link MeterRegistry} is handed over. */
    static final String METRICS = "tickhouse.metrics";

    private UnusableRecords() {}

    static Counter counter(Map<String, ?> settings, String name, String description) {
        return Counter.builder(name).description(description).register((MeterRegistry)
                Objects.requireNonNull(settings.get(METRICS), METRICS));
    }

    /** {@code topic:partition:offset}. */
    static String origin(ErrorHandlerContext context) {
        return context.topic() + ':' + context.partition() + ':' + context.offset();
    }

    static ProducerRecord<byte[], byte[]> letter(
            ErrorHandlerContext context, byte @Nullable [] key, byte @Nullable [] value, String error) {
        Headers headers = new RecordHeaders()
                .add(DeadLetterHeaders.SERVICE, utf8(AggregatorService.NAME))
                .add(DeadLetterHeaders.ERROR, utf8(error))
                .add(DeadLetterHeaders.TOPIC, utf8(context.topic()))
                .add(DeadLetterHeaders.PARTITION, utf8(Integer.toString(context.partition())))
                .add(DeadLetterHeaders.OFFSET, utf8(Long.toString(context.offset())))
                .add(DeadLetterHeaders.TIMESTAMP, utf8(Long.toString(context.timestamp())));
        if (key != null) {
            headers.add(DeadLetterHeaders.KEY, key);
        }
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), null, System.currentTimeMillis(), utf8(origin(context)), value, headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
