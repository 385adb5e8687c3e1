package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/** Values of one width: integers, times, decimals, booleans. */
final class FixedColumn extends Column {
    private static final byte[] ZEROS = new byte[16];

    private final int width;
    private final Bytes values;
    private int rows;

    /** @param width bytes of a value: 1, 4, 8 or 16 */
    FixedColumn(int width, ChunkPool.Lease chunks) {
        this.width = width;
        this.values = new Bytes(chunks);
    }

    void putByte(int value) {
        values.put(value);
        rows++;
    }

    void putInt(int value) {
        values.putInt(value);
        rows++;
    }

    void putLong(long value) {
        values.putLong(value);
        rows++;
    }

    /** A number of 128 bits. */
    void putLong(long low, long high) {
        values.putLongs(low, high);
        rows++;
    }

    /** The value put last, of a column of longs. */
    long lastLong() {
        return values.lastLong();
    }

    /** All values of a column of longs. */
    long[] longs() {
        long[] all = new long[rows];
        Bytes.Cursor cursor = values.cursor();
        for (int row = 0; row < rows; row++) {
            all[row] = cursor.nextLong();
        }
        return all;
    }

    @Override
    int rows() {
        return rows;
    }

    @Override
    void putDefault() {
        values.put(ZEROS, 0, width);
        rows++;
    }

    @Override
    void rewind(int toRows) {
        while (rows > toRows) {
            values.undo(width);
            rows--;
        }
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        values.writeTo(out);
    }

    @Override
    FixedColumn only(BitSet wanted) {
        FixedColumn chosen = new FixedColumn(width, ChunkPool.unpooled());
        Bytes.Cursor cursor = values.cursor();
        for (int row = 0; row < rows; row++) {
            cursor.next(width, wanted.get(row), chosen.values);
        }
        chosen.rows = wanted.cardinality();
        return chosen;
    }

    @Override
    long memory() {
        return values.memory();
    }
}
