package io.tickhouse.sink.clickhouse.map;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One row in RowBinary as it grows; numbers are little-endian. Not thread-safe. */
public final class RowOutput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[512];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    long longAt(int position) {
        return (long) LONGS.get(bytes, position);
    }

    void put(int value) {
        grow(1);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        grow(Integer.BYTES);
        INTS.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        grow(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** An unsigned variable-length number, as lengths are written. */
    void putCount(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            put((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    void put(byte[] source, int from, int length) {
        grow(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void put(RowOutput other) {
        put(other.bytes, 0, other.size);
    }

    private void grow(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
