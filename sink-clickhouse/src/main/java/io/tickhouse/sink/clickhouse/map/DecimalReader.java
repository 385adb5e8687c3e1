package io.tickhouse.sink.clickhouse.map;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Avro's decimal(38,18), big-endian two's complement of any length, to Decimal(38, 18), a little-endian Int128. The integer
 * is moved as it is: exact by construction. More than 38 digits are refused.
 */
final class DecimalReader implements FieldReader {
    /** At this length any number has less than 38 digits: 2^119 < 10^38. */
    private static final int SURELY_FITS = 15;

    private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

    @Override
    public void read(AvroInput in, Column to) {
        int length = in.readLength();
        int from = in.take(length);
        byte[] data = in.data();
        if (length == 0) {
            throw new UnmappableException("expected a decimal of at least 1 byte, found an empty one");
        }
        if (length > SURELY_FITS) {
            refuseIfTooLarge(data, from, length);
        }
        long low = 0;
        long high = data[from] < 0 ? -1 : 0;
        if (length <= Long.BYTES) {
            low = data[from];
            for (int i = from + 1; i < from + length; i++) {
                low = low << 8 | (data[i] & 0xff);
            }
        } else {
            int middle = from + length - Long.BYTES;
            for (int i = Math.max(from, middle - Long.BYTES); i < middle; i++) {
                high = high << 8 | (data[i] & 0xff);
            }
            for (int i = middle; i < from + length; i++) {
                low = low << 8 | (data[i] & 0xff);
            }
        }
        ((FixedColumn) to).putLong(low, high);
    }

    private static void refuseIfTooLarge(byte[] data, int from, int length) {
        BigInteger value = new BigInteger(Arrays.copyOfRange(data, from, from + length));
        if (value.abs().compareTo(LIMIT) >= 0) {
            throw new UnmappableException("expected a decimal of at most 38 digits, found one of " + length
                    + " bytes, about " + value.bitLength() * 30L / 100 + " digits");
        }
    }
}
