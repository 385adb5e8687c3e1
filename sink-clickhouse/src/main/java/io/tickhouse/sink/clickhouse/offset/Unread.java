package io.tickhouse.sink.clickhouse.offset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records fetched and not yet mapped, in their order. */
final class Unread {
    /** What a record costs beside its key and value, about. */
    private static final long OVERHEAD = 100;

    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private long memory;

    void add(List<ConsumerRecord<byte[], byte[]>> fetched) {
        for (ConsumerRecord<byte[], byte[]> record : fetched) {
            records.add(record);
            memory += size(record);
        }
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    ConsumerRecord<byte[], byte[]> first() {
        return records.getFirst();
    }

    void removeFirst() {
        memory -= size(records.removeFirst());
    }

    /** Bytes of memory held, about. */
    long memory() {
        return memory;
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return OVERHEAD + Math.max(0, record.serializedValueSize()) + Math.max(0, record.serializedKeySize());
    }
}
