package io.tickhouse.ingest.ws.venue.json;

import io.tickhouse.schemas.market.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads plain decimal text such as {@code 61837.63000000} as {@code mantissa × 10^-scale}, with zeros at the fraction's end
 * cut off, so that the same number always reads the same. Exponents, blanks, a plus sign and NaN are refused. Not
 * thread-safe: holds the number read last.
 */
public final class DecimalText {
    private static final int DIGITS_OF_A_LONG = 18;
    private static final long[] POWERS = powers();
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private long mantissa;
    private int scale;

    /** Ten to the power of 0 to 18. */
    public static long power(int exponent) {
        return POWERS[exponent];
    }

    /**
     * Reads a number and keeps the zeros at its fraction's end: {@code 0.10} has two decimals.
     *
     * @throws NumberFormatException as {@link #read}
     */
    public void readAsWritten(byte[] text, int from, int length) {
        read(text, from, length);
        int written = 0;
        while (written < length && text[from + length - 1 - written] != '.') {
            written++;
        }
        if (written < length && written > scale) {
            long high = written > DIGITS_OF_A_LONG ? 1 : Math.multiplyHigh(mantissa, POWERS[written - scale]);
            long low = written > DIGITS_OF_A_LONG ? 0 : mantissa * POWERS[written - scale];
            if ((high != 0 || low < 0) && (high != -1 || low >= 0)) {
                throw new NumberFormatException(new String(text, from, length, StandardCharsets.UTF_8)
                        + " has too many digits for a book or a price");
            }
            set(low, written);
        }
    }

    /**
     * Reads a number.
     *
     * @throws NumberFormatException if the text is none, has more than 18 decimals or its mantissa does not fit a long
     */
    public void read(byte[] text, int from, int length) {
        int end = from + length;
        boolean negative = length > 0 && text[from] == '-';
        int begin = negative ? from + 1 : from;
        int last = end;
        while (last > begin && text[last - 1] == '0') {
            last--;
        }
        long value = 0;
        int point = -1;
        for (int i = begin; i < last; i++) {
            int c = text[i] - '0';
            if (c >= 0 && c <= 9) {
                value = value * 10 + c;
            } else if (text[i] == '.' && point < 0) {
                point = i;
            } else {
                throw notADecimal(text, from, length);
            }
        }
        if (begin == end || point == begin || point == end - 1) {
            throw notADecimal(text, from, length);
        }
        if (point < 0) {
            for (int i = last; i < end; i++) {
                value *= 10; // a whole number's zeros count
            }
            last = end;
        }
        if (last - begin - (point < 0 ? 0 : 1) > DIGITS_OF_A_LONG) {
            readLong(text, from, length);
        } else {
            set(negative ? -value : value, point < 0 ? 0 : last - point - 1);
        }
    }

    private void set(long newMantissa, int newScale) {
        if (newScale > Decimals.SCALE) {
            throw new NumberFormatException(
                    "a number of " + newScale + " decimals, where at most " + Decimals.SCALE + " fit");
        }
        mantissa = newMantissa;
        scale = newScale;
    }

    /** For the few that need more than 18 digits. */
    private void readLong(byte[] text, int from, int length) {
        BigDecimal exact = Decimals.parse(new String(text, from, length, StandardCharsets.US_ASCII))
                .stripTrailingZeros();
        BigDecimal plain = exact.scale() < 0 ? exact.setScale(0) : exact;
        if (plain.unscaledValue().abs().compareTo(MOST) > 0) {
            throw new NumberFormatException(plain.toPlainString() + " has too many digits for a book or a price");
        }
        set(plain.unscaledValue().longValueExact(), plain.scale());
    }

    private static NumberFormatException notADecimal(byte[] text, int from, int length) {
        return new NumberFormatException("'" + new String(text, from, Math.min(length, 60), StandardCharsets.UTF_8)
                + "' is not a decimal: expected digits with at most one point between them");
    }

    /** The number's digits as an integer. */
    public long mantissa() {
        return mantissa;
    }

    /** How many of the digits are behind the point: 0 to 18. */
    public int scale() {
        return scale;
    }

    /** The number. */
    public BigDecimal value() {
        return BigDecimal.valueOf(mantissa, scale);
    }

    private static long[] powers() {
        long[] powers = new long[DIGITS_OF_A_LONG + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
