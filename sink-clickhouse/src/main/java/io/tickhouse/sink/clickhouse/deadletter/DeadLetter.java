package io.tickhouse.sink.clickhouse.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot become a row.
 *
 * @param topic where it was read
 * @param partition its partition
 * @param offset its offset
 * @param timestamp when it was published, milliseconds since 1970-01-01T00:00:00Z
 * @param recordKey its key; null where it had none
 * @param value its bytes
 * @param headers its headers
 * @param error what was expected and what was found
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] recordKey,
        byte[] value,
        Headers headers,
        String error) {
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> refused, String error) {
        return new DeadLetter(
                refused.topic(),
                refused.partition(),
                refused.offset(),
                refused.timestamp(),
                refused.key(),
                refused.value(),
                refused.headers(),
                error);
    }

    /** Its key in the dead-letter topic: {@code topic:partition:offset}. */
    public String key() {
        return topic + ':' + partition + ':' + offset;
    }
}
