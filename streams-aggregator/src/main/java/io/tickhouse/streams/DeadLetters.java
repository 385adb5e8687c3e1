package io.tickhouse.streams;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Key and headers of what goes to the dead letters. */
public final class DeadLetters {
    /** The service that could not use the record. */
    public static final String SERVICE = "service";
    /** Why, in words. */
    public static final String ERROR = "error";
    /** Topic the record came from. */
    public static final String TOPIC = "topic";
    /** Partition it came from, decimal. */
    public static final String PARTITION = "partition";
    /** Its offset, decimal. */
    public static final String OFFSET = "offset";

    private DeadLetters() {}

    /** {@code topic:partition:offset}. */
    public static String key(String topic, int partition, long offset) {
        return topic + ':' + partition + ':' + offset;
    }

    /** Where a record came from and what is wrong with it, UTF-8. */
    public static Headers headers(String topic, int partition, long offset, String error) {
        Headers headers = new RecordHeaders();
        Map<String, String> texts = Map.of(
                SERVICE,
                AggregatorService.NAME,
                ERROR,
                error,
                TOPIC,
                topic,
                PARTITION,
                Integer.toString(partition),
                OFFSET,
                Long.toString(offset));
        texts.forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
