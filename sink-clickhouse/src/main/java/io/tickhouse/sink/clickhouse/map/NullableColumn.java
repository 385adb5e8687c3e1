package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/**
 * Values that may be null: a flag for each row, then the values, with a default under each null. As long as all are null they
 * are only counted: an archive's rows lack the same fields from the first to the last.
 */
final class NullableColumn extends Column {
    private final FixedColumn nulls;
    private final Column values;
    private int countedNulls;

    NullableColumn(Column values, ChunkPool.Lease chunks) {
        this(new FixedColumn(1, chunks), values, 0);
    }

    private NullableColumn(FixedColumn nulls, Column values, int countedNulls) {
        this.nulls = nulls;
        this.values = values;
        this.countedNulls = countedNulls;
    }

    /** Where a value that is not null is to be put; its flag is set here. */
    Column present() {
        spellOut();
        nulls.putByte(0);
        return values;
    }

    /** True when no row has a value. */
    boolean isNull() {
        return nulls.rows() == 0;
    }

    private void spellOut() {
        for (; countedNulls > 0; countedNulls--) {
            nulls.putByte(1);
            values.putDefault();
        }
    }

    @Override
    int rows() {
        return countedNulls + nulls.rows();
    }

    @Override
    void putDefault() {
        if (isNull()) {
            countedNulls++;
        } else {
            nulls.putByte(1);
            values.putDefault();
        }
    }

    @Override
    void rewind(int toRows) {
        if (countedNulls > 0) {
            countedNulls = Math.min(countedNulls, toRows);
        } else {
            nulls.rewind(toRows);
            values.rewind(toRows);
        }
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        spellOut();
        nulls.writeTo(out);
        values.writeTo(out);
    }

    @Override
    Column only(BitSet wanted) {
        return isNull()
                ? new NullableColumn(nulls, values, wanted.cardinality())
                : new NullableColumn(nulls.only(wanted), values.only(wanted), 0);
    }

    @Override
    long memory() {
        return nulls.memory() + values.memory();
    }
}
