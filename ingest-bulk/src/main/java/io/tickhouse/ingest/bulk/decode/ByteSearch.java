package io.tickhouse.ingest.bulk.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for a byte among eight at once: rows have commas and points at places that differ from row to row, and looking at
 * bytes one by one costs the processor a wrong guess at each.
 */
final class ByteSearch {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWER_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

    private ByteSearch() {}

    /** The byte eight times over, as {@link #among} takes it. */
    static long eightTimes(char ascii) {
        return 0x0101_0101_0101_0101L * ascii;
    }

    /**
     * Which of the bytes from {@code from} on, eight at most and none from {@code to} on, are the one looked for: the highest bit
     * of each of them, the first byte's lowest.
     */
    static long among(byte[] text, int from, int to, long eightTimes) {
        long found = 0;
        if (from <= text.length - Long.BYTES) {
            long others = (long) EIGHT_BYTES.get(text, from) ^ eightTimes;
            // a byte of others that is zero is one looked for: adding to its lower bits carries nothing into the
            // highest
            found = ~(((others & LOWER_BITS) + LOWER_BITS) | others | LOWER_BITS);
            return to - from < Long.BYTES ? found & ((1L << ((to - from) * Byte.SIZE)) - 1) : found;
        }
        for (int i = from; i < to; i++) {
            if (text[i] == (byte) eightTimes) {
                found |= 0x80L << ((i - from) * Byte.SIZE);
            }
        }
        return found;
    }

    /** How many bytes come before the first one found; not of nothing found. */
    static int before(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    /** Index of the byte in the text; {@code to} when it is not there. */
    static int indexOf(byte[] text, int from, int to, long eightTimes) {
        for (int i = from; i < to; i += Long.BYTES) {
            long found = among(text, i, to, eightTimes);
            if (found != 0) {
                return i + before(found);
            }
        }
        return to;
    }
}
