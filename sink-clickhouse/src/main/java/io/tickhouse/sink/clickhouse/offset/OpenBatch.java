package io.tickhouse.sink.clickhouse.offset;

import io.tickhouse.sink.clickhouse.deadletter.DeadLetter;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.map.RowBlock;
import io.tickhouse.sink.clickhouse.map.RowMapper;
import io.tickhouse.sink.clickhouse.map.UnmappableException;
import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A batch that is being filled: rows, and the records that cannot become rows. */
final class OpenBatch {
    private final long openedAt;
    private final RowBlock rows = new RowBlock();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<Integer> tablePartitions = new HashSet<>();
    private List<String> columns = List.of();
    private long letterBytes;
    private long first = -1;
    private long last = -1;

    /** @param openedAt milliseconds of a steady clock */
    OpenBatch(long openedAt) {
        this.openedAt = openedAt;
    }

    /**
     * Takes a record if all rows are still one insert with it: the same columns, and not too many partitions of the table.
     *
     * @return false when the batch must be closed before the record
     */
    boolean offer(ConsumerRecord<byte[], byte[]> record, Mappers mappers) {
        if (record.value() != null) { // a deletion in a compacted topic is no row
            try {
                RowMapper mapper = mappers.of(record.value());
                if (rows.rows() > 0 && !columns.equals(mapper.columns())) {
                    return false;
                }
                var row = mapper.map(record.value(), record.partition(), record.offset());
                if (tablePartitions.size() == BatchLimits.MOST_PARTITIONS
                        && !tablePartitions.contains(mapper.tablePartition())) {
                    return false;
                }
                tablePartitions.add(mapper.tablePartition());
                columns = mapper.columns();
                rows.append(row, record.offset());
            } catch (UnmappableException e) {
                letters.add(DeadLetter.of(record, String.valueOf(e.getMessage())));
                letterBytes += record.value().length;
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

    List<String> columns() {
        return columns;
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
