package io.tickhouse.sink.clickhouse.map;

/** Moves one field of a record from Avro to RowBinary. */
interface FieldWriter {
    /** @throws UnmappableException if the bytes are no such field or the column cannot hold the value */
    void write(AvroInput in, RowOutput out);
}
