package io.tickhouse.schemas.serde;

import io.tickhouse.schemas.market.Decimals;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Avro binary, written field by field. Reused from record to record; not thread-safe. */
public final class AvroBuffer {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_NUMBER = 10;
    private static final int SEVEN_BITS = 7;
    private static final long MORE_FOLLOW = 0x8080_8080_8080_8080L;
    private static final long[] POWERS = powers();

    private byte[] bytes = new byte[256];
    private int size;

    /** How many bytes are written. */
    public int size() {
        return size;
    }

    /** Keeps the first bytes and forgets the others. */
    public void cutTo(int length) {
        size = length;
    }

    /** A copy of what is written. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Puts what is written into another buffer, which has room for it. */
    public void writeTo(ByteBuffer to) {
        to.put(bytes, 0, size);
    }

    /** Avro int, long, enum's index, union's branch or length: zigzag, 7 bits a byte, lowest first. */
    public void number(long value) {
        ensure(LONGEST_NUMBER);
        long left = (value << 1) ^ (value >> 63);
        if (left >>> SEVEN_BITS == 0) {
            bytes[size++] = (byte) left;
        } else if (left >>> (SEVEN_BITS * Long.BYTES) == 0) {
            upToEightBytes(left);
        } else {
            byteByByte(left);
        }
    }

    /** All at once: times and ids are most of what is written, and have up to eight bytes each. */
    private void upToEightBytes(long left) {
        // every half of what is still together moves up, until each byte has its seven bits
        long halves = (left & 0x0FFF_FFFFL) | ((left & 0x00FF_FFFF_F000_0000L) << 4);
        long quarters = (halves & 0x0000_3FFF_0000_3FFFL) | ((halves & 0x0FFF_C000_0FFF_C000L) << 2);
        long sevens = (quarters & 0x007F_007F_007F_007FL) | ((quarters & 0x3F80_3F80_3F80_3F80L) << 1);
        int length = (Long.SIZE - Long.numberOfLeadingZeros(left) + SEVEN_BITS - 1) / SEVEN_BITS;
        LITTLE_ENDIAN.set(bytes, size, sevens | (MORE_FOLLOW >>> ((Long.BYTES - length + 1) * Byte.SIZE)));
        size += length;
    }

    private void byteByByte(long number) {
        long left = number;
        while ((left & ~0x7FL) != 0) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= SEVEN_BITS;
        }
        bytes[size++] = (byte) left;
    }

    /** Avro boolean. */
    public void flag(boolean value) {
        ensure(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    /** Avro bytes or string: length and content. */
    public void bytes(byte[] content) {
        number(content.length);
        raw(content, 0, content.length);
    }

    /** Avro string. */
    public void text(String content) {
        bytes(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are. */
    public void raw(byte[] content, int from, int to) {
        ensure(to - from);
        System.arraycopy(content, from, bytes, size, to - from);
        size += to - from;
    }

    /**
     * Avro bytes of decimal(38,18): {@code unscaled} × 10^(18 - {@code scale}) in two's complement, the highest byte first,
     * in as few bytes as hold it.
     *
     * @param unscaled 0 or more, so that 128 bits are enough
     * @param scale 0 to 18
     */
    public void decimal(long unscaled, int scale) {
        ensure(1 + 2 * Long.BYTES);
        long factor = POWERS[Decimals.SCALE - scale];
        long high = Math.multiplyHigh(unscaled, factor);
        long low = unscaled * factor;
        int bits = high == 0
                ? Long.SIZE - Long.numberOfLeadingZeros(low)
                : 2 * Long.SIZE - Long.numberOfLeadingZeros(high);
        int length = bits / Byte.SIZE + 1; // the sign needs a bit as well
        bytes[size++] = (byte) (length << 1);
        if (length > Long.BYTES) {
            int shift = 2 * Long.SIZE - length * Byte.SIZE;
            BIG_ENDIAN.set(bytes, size, shift == 0 ? high : high << shift | low >>> (Long.SIZE - shift));
            BIG_ENDIAN.set(bytes, size + Long.BYTES, low << shift);
        } else {
            BIG_ENDIAN.set(bytes, size, low << (Long.SIZE - length * Byte.SIZE));
        }
        size += length;
    }

    private static long[] powers() {
        long[] powers = new long[Decimals.SCALE + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
