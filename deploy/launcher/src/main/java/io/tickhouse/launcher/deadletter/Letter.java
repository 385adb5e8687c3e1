package io.tickhouse.launcher.deadletter;

import io.tickhouse.schemas.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, or the mark that one was published again.
 *
 * @param record as it stands in the topic
 */
public record Letter(ConsumerRecord<byte[], byte[]> record) {

    /**
     * Where a record came from.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     */
    public record Origin(String topic, int partition, long offset) {}

    /** True when this is no letter but the mark that the one of the same key was published again. */
    public boolean isMark() {
        return header(DeadLetterHeaders.REPLAYED).isPresent();
    }

    /** {@code topic:partition:offset} or {@code file:line}; empty where there is none. */
    public String key() {
        byte @Nullable [] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    public Instant written() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    public String service() {
        return header(DeadLetterHeaders.SERVICE).orElse("?");
    }

    public String error() {
        return header(DeadLetterHeaders.ERROR).orElse("?");
    }

    /** The bytes that could not be used; none in a mark. */
    public byte[] value() {
        byte @Nullable [] value = record.value();
        return value == null ? new byte[0] : value;
    }

    /** The record it was; empty where it was none, but a row of a file or a frame of a socket. */
    public Optional<Origin> origin() {
        try {
            Optional<String> topic = header(DeadLetterHeaders.TOPIC);
            Optional<Integer> partition = header(DeadLetterHeaders.PARTITION).map(Integer::valueOf);
            Optional<Long> offset = header(DeadLetterHeaders.OFFSET).map(Long::valueOf);
            return topic.isPresent() && partition.isPresent() && offset.isPresent()
                    ? Optional.of(new Origin(topic.get(), partition.get(), offset.get()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // written by no service of ours
        }
    }

    /** True when it holds the beginning of the value only. */
    public boolean isCut() {
        return header(DeadLetterHeaders.CUT_FROM).isPresent();
    }

    /** The headers that the record itself had. */
    public List<Header> ownHeaders() {
        List<Header> own = new ArrayList<>();
        for (Header header : record.headers()) {
            if (header.key().startsWith(DeadLetterHeaders.RECORD_PREFIX)) {
                own.add(new RecordHeader(
                        header.key().substring(DeadLetterHeaders.RECORD_PREFIX.length()), header.value()));
            }
        }
        return own;
    }

    /** The key that the record itself had; null where it had none. */
    public byte @Nullable [] ownKey() {
        Header key = record.headers().lastHeader(DeadLetterHeaders.KEY);
        return key == null ? null : key.value();
    }

    /** A header as text. */
    public Optional<String> header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The same without its value, for keeping many. */
    Letter light() {
        return new Letter(new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                null,
                record.headers(),
                record.leaderEpoch()));
    }

    /** Bytes of the value, also when it is light. */
    public int size() {
        return Math.max(0, record.serializedValueSize());
    }
}
