package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/** Texts as they are, each with its length. */
final class TextColumn extends Column {
    private final Bytes values;
    private int rows;
    private int lastSize;

    TextColumn(ChunkPool.Lease chunks) {
        this.values = new Bytes(chunks);
    }

    void put(byte[] source, int from, int length) {
        values.putText(source, from, length);
        lastSize = length + 1 + (31 - Integer.numberOfLeadingZeros(length | 1)) / 7;
        rows++;
    }

    @Override
    int rows() {
        return rows;
    }

    @Override
    void putDefault() {
        put(new byte[0], 0, 0);
    }

    @Override
    void rewind(int toRows) {
        if (rows > toRows) {
            values.undo(lastSize);
            rows--;
        }
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        values.writeTo(out);
    }

    @Override
    Column only(BitSet wanted) {
        TextColumn chosen = new TextColumn(ChunkPool.unpooled());
        Bytes.Cursor cursor = values.cursor();
        for (int row = 0; row < rows; row++) {
            cursor.nextText(wanted.get(row), chosen.values);
        }
        chosen.rows = wanted.cardinality();
        return chosen;
    }

    @Override
    long memory() {
        return values.memory();
    }
}
