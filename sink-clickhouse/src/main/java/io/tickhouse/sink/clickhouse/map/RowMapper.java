package io.tickhouse.sink.clickhouse.map;

import io.tickhouse.schemas.serde.WireFormat;
import java.util.List;

/** Maps records of one writer schema to rows of one table. Not thread-safe. */
public final class RowMapper {
    private static final long DAY = 86_400_000_000L;

    private final List<String> columns;
    private final RecordField[] fields;
    private final int timeColumn;
    private final TablePartitions partitions;
    private final AvroInput in = new AvroInput();
    private long knownDay = Long.MIN_VALUE;
    private int knownPartition;

    /**
     * @param columns what the fields fill, in their order
     * @param fields a mover for each field of the schema, in its order
     * @param timeColumn index of the column that decides the table's partition
     */
    RowMapper(List<String> columns, RecordField[] fields, int timeColumn, TablePartitions partitions) {
        this.columns = List.copyOf(columns);
        this.fields = fields;
        this.timeColumn = timeColumn;
        this.partitions = partitions;
    }

    /** The columns it fills, in the order in which {@link #map} wants them. */
    List<String> columns() {
        return columns;
    }

    /**
     * Appends one record's values to columns.
     *
     * @param value its bytes in the Confluent wire format, in this mapper's writer schema
     * @return number of the table's partition that the row belongs to
     * @throws UnmappableException if the bytes are no such record or hold what the table cannot; columns may then have
     *     one value more than before
     */
    int map(byte[] value, Column[] row) {
        in.reset(value, WireFormat.HEADER_BYTES);
        for (RecordField field : fields) {
            field.read(in, row);
        }
        if (in.remaining() > 0) {
            throw new UnmappableException(
                    "expected the value to end after one record, found " + in.remaining() + " more bytes");
        }
        return partition(((FixedColumn) row[timeColumn]).lastLong());
    }

    private int partition(long micros) {
        long day = Math.floorDiv(micros, DAY);
        if (day != knownDay) {
            knownDay = day;
            knownPartition = partitions.number(micros);
        }
        return knownPartition;
    }
}
