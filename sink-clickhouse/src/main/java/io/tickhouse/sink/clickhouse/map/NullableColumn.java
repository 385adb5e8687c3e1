package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/** Values that may be null: a flag for each row, then the values, with a default under each null. */
final class NullableColumn extends Column {
    private final FixedColumn nulls;
    private final Column values;

    NullableColumn(Column values) {
        this(new FixedColumn(1), values);
    }

    private NullableColumn(FixedColumn nulls, Column values) {
        this.nulls = nulls;
        this.values = values;
    }

    /** Where a value that is not null is to be put; its flag is set here. */
    Column present() {
        nulls.putByte(0);
        return values;
    }

    @Override
    int rows() {
        return nulls.rows();
    }

    @Override
    void putDefault() {
        nulls.putByte(1);
        values.putDefault();
    }

    @Override
    void rewind(int toRows) {
        nulls.rewind(toRows);
        values.rewind(toRows);
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        nulls.writeTo(out);
        values.writeTo(out);
    }

    @Override
    Column only(BitSet wanted) {
        return new NullableColumn(nulls.only(wanted), values.only(wanted));
    }

    @Override
    long memory() {
        return nulls.memory() + values.memory();
    }
}
