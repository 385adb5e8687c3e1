package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.market.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal read from text. Numbers of up to 18 digits, which is all that venues usually write, need no object; all
 * others go through {@link Decimals}, which says what a decimal is. Reused from row to row; not thread-safe.
 */
public final class DecimalField {
    private static final int LONG_DIGITS = 18;

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
        long number = 0;
        int point = -1;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                number = number * 10 + digit;
            } else if (text[i] == '.' && point < 0) {
                point = i;
            } else {
                readOther(row, column);
                return;
            }
        }
        int digits = point < 0 ? to - from : to - from - 1;
        if (digits == 0 || digits > LONG_DIGITS || point == from || point == to - 1) {
            readOther(row, column);
            return;
        }
        unscaled = number;
        scale = point < 0 ? 0 : to - 1 - point;
        other = null;
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
