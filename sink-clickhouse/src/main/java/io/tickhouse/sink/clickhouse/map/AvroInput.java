package io.tickhouse.sink.clickhouse.map;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A cursor over one record's Avro binary. Every read is checked against the record's end. Not thread-safe. */
final class AvroInput {
    private static final int LONGEST_VARINT = 10;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] data = new byte[0];
    private int at;

    /** Starts at {@code from} of {@code bytes}, which end the record. */
    void reset(byte[] bytes, int from) {
        data = bytes;
        at = from;
    }

    byte[] data() {
        return data;
    }

    int remaining() {
        return data.length - at;
    }

    /** An int or a long: a zig-zag variable-length integer of at most 64 bits. */
    long readLong() {
        if (data.length - at >= Long.BYTES) {
            long eight = (long) LITTLE_ENDIAN.get(data, at);
            long ends = ~eight & HIGHEST_BITS; // the last byte of a number is the first without its highest bit
            if (ends != 0) {
                at += Long.numberOfTrailingZeros(ends) / Byte.SIZE + 1;
                return signed(joined(eight & (ends ^ (ends - 1)) & ~HIGHEST_BITS));
            }
        }
        return readByteByByte();
    }

    /** Eight bytes of seven bits each as one number: neighbours are joined to 14, to 28 and to 56 bits. */
    private static long joined(long sevens) {
        long pairs = (sevens & 0x007F_007F_007F_007FL) | ((sevens & 0x7F00_7F00_7F00_7F00L) >>> 1);
        long fours = (pairs & 0x0000_3FFF_0000_3FFFL) | ((pairs & 0x3FFF_0000_3FFF_0000L) >>> 2);
        return (fours & 0x0FFF_FFFFL) | ((fours & 0x0FFF_FFFF_0000_0000L) >>> 4);
    }

    private static long signed(long zigZag) {
        return (zigZag >>> 1) ^ -(zigZag & 1);
    }

    private long readByteByByte() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (at >= data.length) {
                throw new UnmappableException("the record ends in the middle of a number, at byte " + at);
            }
            byte b = data[at++];
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return signed(value);
            }
        }
        throw new UnmappableException(
                "expected a number of at most 10 bytes before byte " + at + ", found a longer one");
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw new UnmappableException("expected a number of 32 bits before byte " + at + ", found " + value);
        }
        return (int) value;
    }

    boolean readBoolean() {
        if (at >= data.length) {
            throw new UnmappableException("the record ends where a boolean is expected, at byte " + at);
        }
        byte b = data[at++];
        if (b != 0 && b != 1) {
            throw new UnmappableException("expected a boolean of 0 or 1 at byte " + (at - 1) + ", found " + b);
        }
        return b == 1;
    }

    /** The length of the string or bytes that follow, certain to be there; {@link #take} passes over them. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new UnmappableException("expected at most " + remaining() + " more bytes at byte " + at
                    + ", found a length of " + length + ": the record is cut off or damaged");
        }
        return (int) length;
    }

    /** Passes over {@code length} bytes and says where they start in {@link #data}. */
    int take(int length) {
        int start = at;
        at += length;
        return start;
    }
}
