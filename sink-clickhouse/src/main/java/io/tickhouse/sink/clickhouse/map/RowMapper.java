package io.tickhouse.sink.clickhouse.map;

import io.tickhouse.schemas.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Maps records of one writer schema to rows of one table. Not thread-safe. */
public final class RowMapper {
    private static final int NONE = -1;

    private final List<String> columns;
    private final FieldWriter[] fields;
    private final int timeField;
    private final TablePartitions partitions;
    private final byte[] topic;
    private final AvroInput in = new AvroInput();
    private final RowOutput row = new RowOutput();
    private long knownDay = Long.MIN_VALUE;
    private int knownPartition;

    /**
     * @param columns what the rows hold, in their order
     * @param fields a writer for each field of the schema, in its order
     * @param timeField index of the field that decides the table's partition
     */
    RowMapper(List<String> columns, FieldWriter[] fields, int timeField, TablePartitions partitions, String topic) {
        this.columns = List.copyOf(columns);
        this.fields = fields;
        this.timeField = timeField;
        this.partitions = partitions;
        this.topic = topic.getBytes(StandardCharsets.UTF_8);
    }

    /** The columns of the rows, in their order. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Maps one record.
     *
     * @param value its bytes in the Confluent wire format, in this mapper's writer schema
     * @return the row, valid until the next call
     * @throws UnmappableException if the bytes are no such record or hold what the table cannot
     */
    public RowOutput map(byte[] value, int partition, long offset) {
        row.clear();
        in.reset(value, WireFormat.HEADER_BYTES);
        int time = NONE;
        for (int i = 0; i < fields.length; i++) {
            if (i == timeField) {
                time = row.size();
            }
            fields[i].write(in, row);
        }
        if (in.remaining() > 0) {
            throw new UnmappableException(
                    "expected the value to end after one record, found " + in.remaining() + " more bytes");
        }
        place(row.longAt(time));
        row.putCount(topic.length);
        row.put(topic, 0, topic.length);
        row.putInt(partition);
        row.putLong(offset);
        return row;
    }

    /** Number of the table's partition that the last row belongs to. */
    public int tablePartition() {
        return knownPartition;
    }

    private void place(long micros) {
        long day = Math.floorDiv(micros, 86_400_000_000L);
        if (day != knownDay) {
            knownDay = day;
            knownPartition = partitions.number(micros);
        }
    }
}
