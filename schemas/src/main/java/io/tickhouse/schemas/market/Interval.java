package io.tickhouse.schemas.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Lengths of candles as the contract spells them. All begin in UTC: weeks on Monday 00:00, months on the first, three-day
 * candles on the grid of the epoch as Binance does; the others divide the day.
 */
public enum Interval {
    SECOND_1("1s", 1),
    MINUTE_1("1m", 60),
    MINUTE_3("3m", 180),
    MINUTE_5("5m", 300),
    MINUTE_15("15m", 900),
    MINUTE_30("30m", 1_800),
    HOUR_1("1h", 3_600),
    HOUR_2("2h", 7_200),
    HOUR_4("4h", 14_400),
    HOUR_6("6h", 21_600),
    HOUR_8("8h", 28_800),
    HOUR_12("12h", 43_200),
    DAY_1("1d", 86_400),
    DAY_3("3d", 259_200),
    WEEK_1("1w", 604_800),
    MONTH_1("1M", 0);

    private final String label;
    private final long micros;

    Interval(String label, long seconds) {
        this.label = label;
        this.micros = TimeUnit.SECONDS.toMicros(seconds);
    }

    /** The spelling in records and tables, such as {@code 15m} or {@code 1M}. */
    public String label() {
        return label;
    }

    /**
     * The interval spelled so.
     *
     * @throws IllegalArgumentException if the contract has no such interval
     */
    public static Interval of(String label) {
        return Arrays.stream(values())
                .filter(interval -> interval.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(Interval::label).toList() + ", found '" + label + "'"));
    }

    /**
     * Start of the interval that holds a moment.
     *
     * @param time microseconds since 1970-01-01T00:00:00Z
     * @return microseconds since 1970-01-01T00:00:00Z, at or before {@code time}
     */
    public long openTime(long time) {
        return switch (this) {
            case WEEK_1 -> startOfDay(day(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH_1 -> startOfDay(day(time).withDayOfMonth(1));
            default -> time - Math.floorMod(time, micros);
        };
    }

    /**
     * End, exclusive, of the interval that begins at {@code openTime}.
     *
     * @param openTime microseconds since 1970-01-01T00:00:00Z, as {@link #openTime} gives it
     * @return microseconds since 1970-01-01T00:00:00Z
     */
    public long closeTime(long openTime) {
        return this == MONTH_1 ? startOfDay(day(openTime).plusMonths(1)) : openTime + micros;
    }

    private static LocalDate day(long time) {
        return LocalDate.ofInstant(Instant.EPOCH.plus(time, ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    private static long startOfDay(LocalDate day) {
        return TimeUnit.DAYS.toMicros(day.toEpochDay());
    }
}
