package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.market.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;

/** Random content of files, the limits of the contract among it more often than chance would have it. */
public final class RandomText {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    private static final String MEANINGFUL = "0123456789.,,,-+eETF:ux \"\r";

    private RandomText() {}

    static String of(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** A decimal of 0 or more that fits decimal(38,18), of any number of digits. */
    static BigDecimal decimal(Random random) {
        int scale = random.nextInt(Decimals.SCALE + 1);
        int digits = random.nextInt(Decimals.INTEGER_DIGITS + scale + 1);
        BigInteger limit = BigInteger.TEN.pow(digits);
        BigInteger unscaled = switch (random.nextInt(6)) {
            case 0 -> limit.subtract(BigInteger.ONE);
            case 1 -> limit.shiftRight(1 + random.nextInt(8));
            case 2 -> BigInteger.ONE.shiftLeft(Math.max(0, limit.bitLength() - 2));
            case 3 -> BigInteger.valueOf(random.nextInt(2));
            default -> new BigInteger(limit.bitLength(), random).mod(limit);
        };
        return new BigDecimal(unscaled, scale);
    }

    /** The line with one to three bytes or ranges changed, cut off or doubled. */
    public static byte[] changed(byte[] line, Random random) {
        byte[] changed = line.clone();
        for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(5)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1, 2 -> changed[at] = (byte) MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length()));
                case 3 -> changed = Arrays.copyOf(changed, at);
                default -> {
                    byte[] longer = Arrays.copyOf(changed, changed.length + at);
                    System.arraycopy(changed, 0, longer, changed.length, at);
                    changed = longer;
                }
            }
        }
        return changed;
    }
}
