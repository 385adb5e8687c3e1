package io.tickhouse.sink.clickhouse.map;

/** Moves one field of a record from Avro to its column. */
interface FieldReader {
    /** @throws UnmappableException if the bytes are no such field or the column cannot hold the value */
    void read(AvroInput in, Column to);
}
