package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that grow without being copied: a list of chunks, each value wholly inside one of them; numbers are little-endian.
 * Not thread-safe.
 */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SMALLEST_CHUNK = 128;
    private static final int LONGEST_COUNT = 5;

    private final ChunkPool.Lease chunks;
    private final List<byte[]> full = new ArrayList<>();
    private final List<Integer> filled = new ArrayList<>();
    private byte[] chunk = new byte[SMALLEST_CHUNK];
    private int used;
    private long memory = SMALLEST_CHUNK;

    /** Bytes of memory of their own. */
    Bytes() {
        this(ChunkPool.unpooled());
    }

    /** @param chunks where all but the first small chunks come from */
    Bytes(ChunkPool.Lease chunks) {
        this.chunks = chunks;
    }

    void put(int value) {
        room(1);
        chunk[used++] = (byte) value;
    }

    void putShort(int value) {
        room(Short.BYTES);
        SHORTS.set(chunk, used, (short) value);
        used += Short.BYTES;
    }

    void putInt(int value) {
        room(Integer.BYTES);
        INTS.set(chunk, used, value);
        used += Integer.BYTES;
    }

    void putLong(long value) {
        room(Long.BYTES);
        LONGS.set(chunk, used, value);
        used += Long.BYTES;
    }

    void putLongs(long first, long second) {
        room(2 * Long.BYTES);
        LONGS.set(chunk, used, first);
        LONGS.set(chunk, used + Long.BYTES, second);
        used += 2 * Long.BYTES;
    }

    void put(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, chunk, used, length);
        used += length;
    }

    /** An unsigned number of variable length, as counts are written. */
    void putCount(int value) {
        room(LONGEST_COUNT);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            chunk[used++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        chunk[used++] = (byte) rest;
    }

    /** A text with its length before it; both are one value. */
    void putText(byte[] source, int from, int length) {
        room(LONGEST_COUNT + length);
        putCount(length);
        System.arraycopy(source, from, chunk, used, length);
        used += length;
    }

    void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putText(utf8, 0, utf8.length);
    }

    /** Takes back the value put last. */
    void undo(int size) {
        used -= size;
        if (used == 0 && !full.isEmpty()) {
            memory -= chunk.length;
            chunk = full.removeLast();
            used = filled.removeLast();
        }
    }

    /** The long put last. */
    long lastLong() {
        return (long) LONGS.get(chunk, used - Long.BYTES);
    }

    /** Bytes of memory held. */
    long memory() {
        return memory;
    }

    void writeTo(OutputStream out) throws IOException {
        for (int i = 0; i < full.size(); i++) {
            out.write(full.get(i), 0, filled.get(i));
        }
        out.write(chunk, 0, used);
    }

    private void room(int size) {
        if (chunk.length - used < size) {
            if (used > 0) {
                full.add(chunk);
                filled.add(used);
            }
            chunk = next(Math.max(size, Math.min(ChunkPool.CHUNK, chunk.length * 2)));
            memory += chunk.length;
            used = 0;
        }
    }

    private byte[] next(int size) {
        return size == ChunkPool.CHUNK ? chunks.take() : new byte[size];
    }

    /** Reads the values again, from the first one on. */
    Cursor cursor() {
        return new Cursor();
    }

    /** Where a second reading is. */
    final class Cursor {
        private int at;
        private int in;

        /** Passes over a value, copying it when {@code to} is there. */
        void next(int size, boolean wanted, Bytes to) {
            byte[] source = source();
            if (wanted) {
                to.put(source, in, size);
            }
            in += size;
        }

        /** Passes over a text, copying it when it is wanted. */
        void nextText(boolean wanted, Bytes to) {
            byte[] source = source();
            int length = 0;
            int bytes = 0;
            byte b;
            do {
                b = source[in + bytes];
                length |= (b & 0x7f) << (7 * bytes++);
            } while (b < 0);
            next(bytes + length, wanted, to);
        }

        long nextLong() {
            long value = (long) LONGS.get(source(), in);
            in += Long.BYTES;
            return value;
        }

        int nextByte() {
            return source()[in++] & 0xff;
        }

        int nextShort() {
            int value = (short) SHORTS.get(source(), in) & 0xffff;
            in += Short.BYTES;
            return value;
        }

        private byte[] source() {
            while (at < full.size() && in == filled.get(at)) {
                at++;
                in = 0;
            }
            return at < full.size() ? full.get(at) : chunk;
        }
    }
}
