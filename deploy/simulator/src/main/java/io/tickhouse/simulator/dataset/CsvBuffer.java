package io.tickhouse.simulator.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text of numbers, written digit by digit into a byte array: a day's file is tens of millions of them. */
final class CsvBuffer {
    private static final int CAPACITY = 1 << 16;
    private static final int LONGEST_ROW = 512;

    private final OutputStream out;
    private final byte[] bytes = new byte[CAPACITY];
    private int size;

    CsvBuffer(OutputStream out) {
        this.out = out;
    }

    CsvBuffer text(String ascii) {
        byte[] encoded = ascii.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        return this;
    }

    CsvBuffer text(byte[] ascii) {
        System.arraycopy(ascii, 0, bytes, size, ascii.length);
        size += ascii.length;
        return this;
    }

    CsvBuffer comma() {
        bytes[size++] = ',';
        return this;
    }

    /** A non-negative whole number. */
    CsvBuffer number(long value) {
        int digits = digits(value);
        writeDigits(value, digits);
        return this;
    }

    /** {@code mantissa} × 10^-{@code scale}, printed with exactly {@code decimals} (at least {@code scale}) of them. */
    CsvBuffer fixed(long mantissa, int scale, int decimals) {
        if (mantissa < 0) {
            bytes[size++] = '-';
        }
        writeDecimal(Math.absExact(mantissa), scale);
        if (scale == 0 && decimals > 0) {
            bytes[size++] = '.';
        }
        for (int i = scale; i < decimals; i++) {
            bytes[size++] = '0';
        }
        return this;
    }

    /** A non-negative {@code mantissa} × 10^-{@code scale} without trailing zeros, and without a point when nothing follows it. */
    CsvBuffer trimmed(long mantissa, int scale) {
        long value = mantissa;
        int decimals = scale;
        while (decimals > 0 && value % 10 == 0) {
            value /= 10;
            decimals--;
        }
        writeDecimal(value, decimals);
        return this;
    }

    /**
     * A positive {@code mantissa} × 10^-{@code scale} as {@code 2.493e+09}: one digit before the point, no trailing zeros,
     * two digits of exponent at least.
     */
    CsvBuffer scientific(long mantissa, int scale) {
        int digits = digits(mantissa);
        trimmed(mantissa, digits - 1);
        int exponent = digits - 1 - scale;
        bytes[size++] = 'e';
        bytes[size++] = (byte) (exponent < 0 ? '-' : '+');
        if (Math.abs(exponent) < 10) {
            bytes[size++] = '0';
        }
        return number(Math.abs(exponent));
    }

    /** Ends the row; hands the bytes on when the next row might not fit. */
    void endRow() throws IOException {
        bytes[size++] = '\n';
        if (size > CAPACITY - LONGEST_ROW) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    private void writeDecimal(long mantissa, int scale) {
        if (scale == 0) {
            number(mantissa);
            return;
        }
        int digits = Math.max(digits(mantissa), scale + 1);
        writeDigits(mantissa, digits);
        int point = size - scale;
        System.arraycopy(bytes, point, bytes, point + 1, scale);
        bytes[point] = '.';
        size++;
    }

    private void writeDigits(long value, int digits) {
        long rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            long tenth = rest / 10;
            bytes[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        size += digits;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
