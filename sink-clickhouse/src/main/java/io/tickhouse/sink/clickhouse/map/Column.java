package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/** A column of a block as it grows, one value a row, in the layout of ClickHouse's Native format. Not thread-safe. */
abstract sealed class Column permits FixedColumn, TextColumn, DictionaryColumn, NullableColumn, ArrayColumn {
    /** Values so far. */
    abstract int rows();

    /** Appends null where the column can hold it, and the type's default, which stands under a null, elsewhere. */
    abstract void putDefault();

    /** Goes back to so many rows, at most one less than there are, also when the last value was left unfinished. */
    abstract void rewind(int toRows);

    /** What stands between a column's header and its values. */
    void writePrefixTo(OutputStream out) throws IOException {}

    /** Writes the values. */
    abstract void writeTo(OutputStream out) throws IOException;

    /** A column of those rows alone. */
    abstract Column only(BitSet wanted);

    /** Bytes of memory held, about. */
    abstract long memory();
}
