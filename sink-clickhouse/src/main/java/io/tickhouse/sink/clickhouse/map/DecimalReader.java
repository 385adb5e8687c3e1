package io.tickhouse.sink.clickhouse.map;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Avro's decimal(38,18), big-endian two's complement of any length, to Decimal(38, 18), a little-endian Int128. The integer
 * is moved as it is: exact by construction. More than 38 digits are refused.
 */
final class DecimalReader implements FieldReader {
    /** At this length any number has less than 38 digits: 2^119 < 10^38. */
    private static final int SURELY_FITS = 15;

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
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
        int end = from + length;
        if (length <= Long.BYTES) {
            long low = lastOf(data, end, length);
            ((FixedColumn) to).putLong(low, low >> (Long.SIZE - 1));
        } else {
            long high = lastOf(data, end - Long.BYTES, Math.min(length - Long.BYTES, Long.BYTES));
            ((FixedColumn) to).putLong(lastOf(data, end, Long.BYTES), high);
        }
    }

    /** The 1 to 8 bytes before {@code end} as a signed number; all at once, since a row has several decimals. */
    private static long lastOf(byte[] data, int end, int length) {
        if (end >= Long.BYTES) {
            int others = Long.SIZE - length * Byte.SIZE;
            return (long) BIG_ENDIAN.get(data, end - Long.BYTES) << others >> others;
        }
        long number = data[end - length];
        for (int i = end - length + 1; i < end; i++) {
            number = number << Byte.SIZE | (data[i] & 0xff);
        }
        return number;
    }

    private static void refuseIfTooLarge(byte[] data, int from, int length) {
        BigInteger value = new BigInteger(Arrays.copyOfRange(data, from, from + length));
        if (value.abs().compareTo(LIMIT) >= 0) {
            throw new UnmappableException("expected a decimal of at most 38 digits, found one of " + length
                    + " bytes, about " + value.bitLength() * 30L / 100 + " digits");
        }
    }
}
