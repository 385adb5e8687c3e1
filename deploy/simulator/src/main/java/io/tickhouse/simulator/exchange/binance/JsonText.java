package io.tickhouse.simulator.exchange.binance;

import java.util.Arrays;

/** JSON in ASCII, put together piece by piece in one buffer that is used again and again. */
final class JsonText {
    private byte[] bytes = new byte[1 << 12];
    private int length;

    JsonText clear() {
        length = 0;
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** Characters as they are. */
    JsonText put(String ascii) {
        int size = ascii.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += size;
        return this;
    }

    JsonText put(boolean value) {
        return put(value ? "true" : "false");
    }

    /** A whole number. */
    JsonText put(long value) {
        reserve(20);
        if (value < 0) {
            bytes[length++] = '-';
        }
        digits(Math.absExact(value), 1);
        return this;
    }

    /** {@code mantissa} × 10^-{@code scale}, in quotes, with exactly {@code decimals} (at least {@code scale}) of them. */
    JsonText decimal(long mantissa, int scale, int decimals) {
        reserve(64);
        bytes[length++] = '"';
        if (mantissa < 0) {
            bytes[length++] = '-';
        }
        digits(Math.absExact(mantissa), scale + 1);
        if (decimals > 0) {
            int point = length - scale;
            System.arraycopy(bytes, point, bytes, point + 1, scale);
            bytes[point] = '.';
            length++;
            for (int i = scale; i < decimals; i++) {
                bytes[length++] = '0';
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void digits(long value, int least) {
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        count = Math.max(count, least);
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            long tenth = rest / 10;
            bytes[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        length += count;
    }

    /** Takes back the last character: a comma behind the last of a list. */
    JsonText back() {
        length--;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
