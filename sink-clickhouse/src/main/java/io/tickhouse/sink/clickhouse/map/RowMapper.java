package io.tickhouse.sink.clickhouse.map;

import io.tickhouse.schemas.serde.WireFormat;
import java.util.List;

/** Maps records of one writer schema to rows of one table. Not thread-safe. */
public final class RowMapper {
    private final List<String> columns;
    private final RecordField fields;
    private final int timeColumn;
    private final TablePartitions partitions;
    private final AvroInput in = new AvroInput();
    private TablePartitions.Span known;

    /**
     * @param columns what the fields fill, in their order
     * @param fields moves all fields of the schema, in its order
     * @param timeColumn index of the column that decides the table's partition
     */
    RowMapper(List<String> columns, RecordField fields, int timeColumn, TablePartitions partitions) {
        this.columns = List.copyOf(columns);
        this.fields = fields;
        this.timeColumn = timeColumn;
        this.partitions = partitions;
        this.known = partitions.span(0);
    }

    /** The columns it fills, in the order in which {@link #map} wants them. */
    List<String> columns() {
        return columns;
    }

    /**
     * Appends one record's values to columns.
     *
     * @param value its bytes in the Confluent wire format, in this mapper's writer schema
     * @return the table's partition that the row belongs to
     * @throws UnmappableException if the bytes are no such record or hold what the table cannot; columns may then have
     *     one value more than before
     */
    TablePartitions.Span map(byte[] value, Column[] row) {
        in.reset(value, WireFormat.HEADER_BYTES);
        fields.read(in, row);
        if (in.remaining() > 0) {
            throw new UnmappableException(
                    "expected the value to end after one record, found " + in.remaining() + " more bytes");
        }
        return partition(((FixedColumn) row[timeColumn]).lastLong());
    }

    private TablePartitions.Span partition(long micros) {
        if (!known.holds(micros)) {
            known = partitions.span(micros);
        }
        return known;
    }
}
