package io.tickhouse.sink.clickhouse.offset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records fetched and not yet mapped, in their order: what is left of each poll. */
final class Unread {
    /** What a record costs beside its key and value, about. */
    private static final long OVERHEAD = 100;

    private final Deque<Polled> polls = new ArrayDeque<>();
    private int passed;
    private long memory;

    void add(List<ConsumerRecord<byte[], byte[]>> fetched) {
        if (fetched.isEmpty()) {
            return;
        }
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : fetched) {
            bytes += OVERHEAD + Math.max(0, record.serializedValueSize()) + Math.max(0, record.serializedKeySize());
        }
        polls.add(new Polled(fetched, bytes));
        memory += bytes;
    }

    boolean isEmpty() {
        return polls.isEmpty();
    }

    ConsumerRecord<byte[], byte[]> first() {
        return polls.getFirst().records().get(passed);
    }

    void removeFirst() {
        passed++;
        if (passed == polls.getFirst().records().size()) {
            memory -= polls.removeFirst().bytes();
            passed = 0;
        }
    }

    /** Bytes of memory held, about: a poll's records until the last of them is removed. */
    long memory() {
        return memory;
    }

    private record Polled(List<ConsumerRecord<byte[], byte[]>> records, long bytes) {}
}
