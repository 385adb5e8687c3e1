package io.tickhouse.sink.clickhouse.map;

/** Moves one field of a record to the columns it fills: one, or one for each part of the records in an array. */
interface RecordField {
    /** @param row the block's columns, in the order of the mapper's */
    void read(AvroInput in, Column[] row);
}
