package io.tickhouse.ingest.ws.venue.json;

import io.tickhouse.schemas.market.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;

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
     * Reads a number.
     *
     * @throws NumberFormatException if the text is none, has more than 18 decimals or its mantissa does not fit a long
     */
    public void read(char[] text, int from, int length) {
        int end = from + length;
        boolean negative = length > 0 && text[from] == '-';
        long value = 0;
        int digits = 0; // all that were written
        int taken = 0; // significant ones in value
        int zeros = 0; // of the fraction, not yet known to be at its end
        int decimals = -1;
        for (int i = negative ? from + 1 : from; i < end; i++) {
            int c = text[i] - '0';
            if (c >= 0 && c <= 9) {
                digits++;
                if (decimals >= 0 && c == 0) {
                    zeros++;
                } else if (zeros > 0) {
                    taken += value == 0 ? 1 : zeros + 1;
                    if (taken > DIGITS_OF_A_LONG || zeros >= DIGITS_OF_A_LONG) {
                        readLong(text, from, length);
                        return;
                    }
                    value = value * POWERS[zeros + 1] + c;
                    decimals += zeros + 1;
                    zeros = 0;
                } else {
                    taken += value == 0 && c == 0 ? 0 : 1;
                    if (taken > DIGITS_OF_A_LONG) {
                        readLong(text, from, length);
                        return;
                    }
                    value = value * 10 + c;
                    decimals += decimals >= 0 ? 1 : 0;
                }
            } else if (text[i] == '.' && decimals < 0 && digits > 0 && i + 1 < end) {
                decimals = 0;
            } else {
                throw notADecimal(text, from, length);
            }
        }
        if (digits == 0) {
            throw notADecimal(text, from, length);
        }
        set(negative ? -value : value, Math.max(decimals, 0));
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
    private void readLong(char[] text, int from, int length) {
        BigDecimal exact = Decimals.parse(new String(text, from, length)).stripTrailingZeros();
        BigDecimal plain = exact.scale() < 0 ? exact.setScale(0) : exact;
        if (plain.unscaledValue().abs().compareTo(MOST) > 0) {
            throw new NumberFormatException(plain.toPlainString() + " has too many digits for a book or a price");
        }
        set(plain.unscaledValue().longValueExact(), plain.scale());
    }

    private static NumberFormatException notADecimal(char[] text, int from, int length) {
        return new NumberFormatException("'" + new String(text, from, Math.min(length, 60))
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
