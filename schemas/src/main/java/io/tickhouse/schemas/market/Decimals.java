package io.tickhouse.schemas.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Exact decimals of the contract: Avro {@code decimal(38,18)}. A value that does not fit is refused, never rounded; no
 * binary floating point is used anywhere.
 */
public final class Decimals {
    /** Digits after the point on the wire and in tables. */
    public static final int SCALE = 18;

    /** Digits in all. */
    public static final int PRECISION = 38;

    /** Most digits before the point. */
    public static final int INTEGER_DIGITS = PRECISION - SCALE;

    /** Longest text worth reading: sign, point, all digits and as many superfluous zeros again. */
    private static final int LONGEST_TEXT = 2 * PRECISION + 2;

    private Decimals() {}

    /**
     * Reads plain decimal text such as {@code 61837.63000000} or {@code -0.5}: an optional minus, digits, optionally a
     * point and digits. Exponents, blanks, a plus sign and NaN are refused.
     *
     * @param text ASCII bytes holding the number
     * @param from index of its first byte
     * @param to index after its last byte
     * @return the exact value, at the scale it was written in but at most 18
     * @throws NumberFormatException if the text is no such number or does not fit decimal(38,18)
     */
    public static BigDecimal parse(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int at = negative ? from + 1 : from;
        long small = 0;
        int digits = 0;
        int scale = -1;
        for (int i = at; i < to; i++) {
            byte c = text[i];
            if (c >= '0' && c <= '9') {
                small = small * 10 + (c - '0');
                digits++;
                scale = scale < 0 ? scale : scale + 1;
            } else if (c == '.' && scale < 0 && digits > 0) {
                scale = 0;
            } else {
                throw notADecimal(text, from, to, "expected digits with at most one point between them");
            }
        }
        if (digits == 0 || text[to - 1] == '.') {
            throw notADecimal(text, from, to, "expected digits with at most one point between them");
        }
        if (digits <= 18) {
            // at most 18 digits fit a long and need no further check of their size
            return BigDecimal.valueOf(negative ? -small : small, Math.max(scale, 0));
        }
        if (to - from > LONGEST_TEXT) {
            throw notADecimal(text, from, to, "longer than any number of 38 digits");
        }
        return fit(new BigDecimal(new String(text, from, to - from, StandardCharsets.ISO_8859_1)));
    }

    /** As {@link #parse(byte[], int, int)}, from text. */
    public static BigDecimal parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /**
     * The value itself if decimal(38,18) can hold it, with superfluous zeros beyond the 18th digit taken off.
     *
     * @throws NumberFormatException if it has more than 18 decimals or 20 integer digits
     */
    public static BigDecimal fit(BigDecimal value) {
        BigDecimal fitted = value;
        if (value.scale() > SCALE) {
            try {
                fitted = value.setScale(SCALE, RoundingMode.UNNECESSARY);
            } catch (ArithmeticException tooFine) {
                throw new NumberFormatException(value + " has more than " + SCALE + " decimals");
            }
        }
        if (fitted.signum() != 0 && fitted.precision() - fitted.scale() > INTEGER_DIGITS) {
            throw new NumberFormatException("a number of " + (fitted.precision() - fitted.scale())
                    + " integer digits, where at most " + INTEGER_DIGITS + " fit");
        }
        return fitted;
    }

    /** The value at the wire's scale of 18; digits beyond are cut towards zero, which only sums and ratios have. */
    public static BigDecimal cut(BigDecimal value) {
        return value.setScale(SCALE, RoundingMode.DOWN);
    }

    /**
     * The integer that stands for the value on the wire: value × 10^18.
     *
     * @throws ArithmeticException if the value has more than 18 decimals
     */
    public static BigInteger unscaled(BigDecimal value) {
        return value.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue();
    }

    private static NumberFormatException notADecimal(byte[] text, int from, int to, String why) {
        String found = new String(text, from, Math.max(0, Math.min(to - from, 60)), StandardCharsets.ISO_8859_1);
        return new NumberFormatException("'" + found + "' is not a decimal: " + why);
    }
}
