package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.serde.AvroBuffer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal read from text. Numbers of up to 18 digits, which is all that venues usually write, need no object; all
 * others go through {@link Decimals}, which says what a decimal is. Reused from row to row; not thread-safe.
 */
public final class DecimalField {
    private static final long POINTS = ByteSearch.eightTimes('.');

    private long unscaled;
    private int scale;
    private @Nullable BigDecimal other;

    /**
     * Reads any decimal.
     *
     * @throws RefusedRow if the column is none that fits decimal(38,18)
     */
    public void read(Fields row, Column column) throws RefusedRow {
        byte[] text = row.bytes();
        int from = row.from(column);
        int to = row.to(column);
        int point = ByteSearch.indexOf(text, from, to, POINTS);
        if (to - from > Digits.MOST) {
            to = withoutZeros(text, point, to);
        }
        long whole = Digits.read(text, from, point);
        int decimals = Math.max(0, to - point - 1);
        long part = point == to ? 0 : Digits.read(text, point + 1, to);
        if (whole == Digits.NONE || part == Digits.NONE || point - from + decimals > Digits.MOST) {
            readOther(row, column);
            return;
        }
        unscaled = whole * Digits.power(decimals) + part;
        scale = decimals;
        other = null;
    }

    /** The end of the text without the zeros it ends in, of which some spot files write a dozen. */
    private static int withoutZeros(byte[] text, int point, int to) {
        int end = Math.max(point + 1, to - Digits.zerosBefore(text, to));
        return end < to && end == point + 1 ? point : end;
    }

    private void readOther(Fields row, Column column) throws RefusedRow {
        try {
            other = Decimals.parse(row.bytes(), row.from(column), row.to(column));
        } catch (NumberFormatException e) {
            throw new RefusedRow(column.name() + ": " + e.getMessage());
        }
    }

    /**
     * Reads a decimal more than 0.
     *
     * @throws RefusedRow if the column is none
     */
    public void readPositive(Fields row, Column column) throws RefusedRow {
        read(row, column);
        if (signum() <= 0) {
            throw row.refused(column, "more than 0");
        }
    }

    /**
     * Reads a decimal of 0 or more.
     *
     * @throws RefusedRow if the column is none
     */
    public void readNotNegative(Fields row, Column column) throws RefusedRow {
        read(row, column);
        if (signum() < 0) {
            throw row.refused(column, "0 or more");
        }
    }

    private int signum() {
        BigDecimal large = other;
        return large == null ? Long.signum(unscaled) : large.signum();
    }

    public BigDecimal value() {
        BigDecimal large = other;
        return large == null ? BigDecimal.valueOf(unscaled, scale) : large;
    }

    public void addTo(VolumeSum sum) {
        BigDecimal large = other;
        if (large == null) {
            sum.add(unscaled, scale);
        } else {
            sum.add(large);
        }
    }

    /** Writes it as Avro bytes of decimal(38,18). */
    void writeTo(AvroBuffer buffer) {
        BigDecimal large = other;
        if (large == null) {
            buffer.decimal(unscaled, scale);
        } else {
            buffer.bytes(Decimals.unscaled(large).toByteArray());
        }
    }
}
