package io.tickhouse.sink.clickhouse.offset;

import io.tickhouse.sink.clickhouse.deadletter.DeadLetter;
import io.tickhouse.sink.clickhouse.map.ChunkPool;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.map.RowBlock;
import io.tickhouse.sink.clickhouse.map.UnmappableException;
import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A batch that is being filled: rows, and the records that cannot become rows. */
final class OpenBatch {
    private final long openedAt;
    private final Mappers mappers;
    private final RowBlock rows;
    private final List<DeadLetter> letters = new ArrayList<>();
    private long letterBytes;
    private long first = -1;
    private long last = -1;

    /**
     * @param openedAt milliseconds of a steady clock
     * @param memory what the rows are made of
     */
    OpenBatch(TopicPartition partition, Mappers mappers, long openedAt, ChunkPool memory) {
        this.openedAt = openedAt;
        this.mappers = mappers;
        this.rows = new RowBlock(
                mappers.table(), partition.topic(), partition.partition(), BatchLimits.MOST_PARTITIONS, memory);
    }

    /**
     * Takes a record if all rows are still one insert with it.
     *
     * @return false when the batch must be closed before the record
     */
    boolean offer(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value != null) { // a deletion in a compacted topic is no row
            try {
                if (!rows.append(mappers.of(value), value, record.offset(), record.timestamp())) {
                    return false;
                }
            } catch (UnmappableException e) {
                letters.add(DeadLetter.of(record, String.valueOf(e.getMessage())));
                letterBytes += value.length;
            }
        }
        first = first < 0 ? record.offset() : first;
        last = record.offset();
        return true;
    }

    boolean isEmpty() {
        return first < 0;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    RowBlock rows() {
        return rows;
    }

    List<DeadLetter> letters() {
        return letters;
    }

    long memory() {
        return rows.memory() + letterBytes;
    }

    long age(long now) {
        return now - openedAt;
    }
}
