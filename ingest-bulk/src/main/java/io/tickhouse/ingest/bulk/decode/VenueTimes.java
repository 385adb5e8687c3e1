package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.market.Times;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Times as archives write them, to microseconds since 1970-01-01T00:00:00Z. Not thread-safe. */
public final class VenueTimes {
    /** Times from here on are microseconds, below they are milliseconds: in milliseconds this is the year 33658. */
    private static final long SMALLEST_MICROS = 1_000_000_000_000_000L;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final int MICROS_DIGITS = 6;
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final long earliest = Times.micros(Times.EARLIEST);
    private final long latest;
    private final DecimalField seconds = new DecimalField();

    /** @param now no time may be more than a day later */
    public VenueTimes(Instant now) {
        this.latest = Times.micros(now.plus(Times.FURTHEST_AHEAD));
    }

    /**
     * A whole number of milliseconds or microseconds, told apart by magnitude.
     *
     * @throws RefusedRow if it is neither, or not plausible
     */
    public long epoch(Fields row, Column column) throws RefusedRow {
        return plausible(micros(row.number(column)), "milliseconds or microseconds since 1970", row, column);
    }

    /**
     * As {@link #epoch}, of a time that must be in a range, be that in the future.
     *
     * @param from inclusive
     * @param to exclusive
     * @param range the range in words
     * @throws RefusedRow if it is not
     */
    public long epochWithin(Fields row, Column column, long from, long to, String range) throws RefusedRow {
        long micros = micros(row.number(column));
        if (micros < from || micros >= to) {
            throw row.refused(column, range);
        }
        return micros;
    }

    private static long micros(long written) {
        return written < SMALLEST_MICROS ? written * MICROS_PER_MILLI : written;
    }

    /**
     * Decimal seconds, such as {@code 1585180700.0647}; digits finer than microseconds are cut.
     *
     * @throws RefusedRow if it is anything else, or not plausible
     */
    public long seconds(Fields row, Column column) throws RefusedRow {
        seconds.read(row, column);
        BigDecimal micros = seconds.value().scaleByPowerOfTen(MICROS_DIGITS);
        // compared before it is a long: 20 digits of seconds are no long of microseconds
        if (micros.compareTo(BigDecimal.valueOf(latest)) > 0) {
            throw implausible("seconds since 1970", row, column);
        }
        return plausible(micros.longValue(), "seconds since 1970", row, column);
    }

    /**
     * UTC as text: {@code 2026-01-01 00:05:00}.
     *
     * @throws RefusedRow if it is anything else, or not plausible
     */
    public long dateTime(Fields row, Column column) throws RefusedRow {
        LocalDateTime written;
        try {
            written = LocalDateTime.parse(row.text(column), DATE_TIME);
        } catch (DateTimeException e) {
            throw row.refused(column, "a UTC time such as 2026-01-01 00:05:00");
        }
        long micros = TimeUnit.SECONDS.toMicros(written.toEpochSecond(ZoneOffset.UTC));
        return plausible(micros, "a UTC time", row, column);
    }

    private long plausible(long micros, String expected, Fields row, Column column) throws RefusedRow {
        if (micros < earliest || micros > latest) {
            throw implausible(expected, row, column);
        }
        return micros;
    }

    private RefusedRow implausible(String expected, Fields row, Column column) {
        return row.refused(column, expected + " between " + Times.EARLIEST + " and " + Times.instant(latest));
    }
}
