package io.tickhouse.sink.clickhouse.deadletter;

import io.tickhouse.schemas.DeadLetterHeaders;
import io.tickhouse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Dead letters as records of their topic. */
final class LetterRecords {
    private static final int LONGEST_ERROR = 2_000;

    private final byte[] service;

    LetterRecords(String service) {
        this.service = utf8(service);
    }

    /**
     * The letter as a record.
     *
     * @param keep most bytes of the value that are kept; where that cuts it, the record's own headers are left out and so is
     *     its key if it is longer still
     */
    ProducerRecord<byte[], byte[]> of(DeadLetter letter, int keep) {
        boolean cut = size(letter) > keep;
        byte[] value = cut ? Arrays.copyOf(letter.value(), Math.min(keep, letter.value().length)) : letter.value();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), utf8(letter.key()), value);
        String error = letter.error();
        Headers headers = record.headers();
        headers.add(DeadLetterHeaders.SERVICE, service)
                .add(
                        DeadLetterHeaders.ERROR,
                        utf8(error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) + "…" : error))
                .add(DeadLetterHeaders.TOPIC, utf8(letter.topic()))
                .add(DeadLetterHeaders.PARTITION, utf8(Integer.toString(letter.partition())))
                .add(DeadLetterHeaders.OFFSET, utf8(Long.toString(letter.offset())))
                .add(DeadLetterHeaders.TIMESTAMP, utf8(Long.toString(letter.timestamp())));
        byte[] key = letter.recordKey();
        if (key != null && (!cut || key.length <= keep)) {
            headers.add(DeadLetterHeaders.KEY, key);
        }
        if (cut) {
            headers.add(DeadLetterHeaders.CUT_FROM, utf8(Integer.toString(letter.value().length)));
        } else {
            letter.headers().forEach(own -> headers.add(DeadLetterHeaders.RECORD_PREFIX + own.key(), own.value()));
        }
        return record;
    }

    /** Bytes of the record that the letter is about. */
    static int size(DeadLetter letter) {
        int size = letter.value().length + length(letter.recordKey());
        for (Header own : letter.headers()) {
            size += own.key().length() + length(own.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
