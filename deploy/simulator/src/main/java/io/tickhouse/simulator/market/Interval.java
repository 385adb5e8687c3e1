package io.tickhouse.simulator.market;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A candle's length, under the archive's label. Weeks start on Monday 00:00 UTC, months on the first; three days lie on
 * the epoch's grid. Source: binance-public-data README (the archive spells the month {@code 1mo}, the API {@code 1M}).
 */
public enum Interval {
    SECOND("1s", 1),
    MINUTE("1m", 60),
    MINUTES_3("3m", 180),
    MINUTES_5("5m", 300),
    MINUTES_15("15m", 900),
    MINUTES_30("30m", 1_800),
    HOUR("1h", 3_600),
    HOURS_2("2h", 7_200),
    HOURS_4("4h", 14_400),
    HOURS_6("6h", 21_600),
    HOURS_8("8h", 28_800),
    HOURS_12("12h", 43_200),
    DAY("1d", 86_400),
    DAYS_3("3d", 3 * 86_400),
    WEEK("1w", 7 * 86_400),
    MONTH("1mo", 31 * 86_400);

    /** The epoch began on a Thursday; the first Monday after it. */
    private static final long FIRST_MONDAY = 4 * 86_400L;

    private final String label;
    private final long longestSeconds;

    Interval(String label, long longestSeconds) {
        this.label = label;
        this.longestSeconds = longestSeconds;
    }

    /** For instance {@code 1m} (a minute) or {@code 1mo} (a month). */
    public String label() {
        return label;
    }

    /** Whether its candles end with the day: longer ones are published by month alone. */
    public boolean fitsADay() {
        return longestSeconds <= 86_400;
    }

    /**
     * The interval of a {@link #label()}.
     *
     * @throws IllegalArgumentException naming the choices when it is none of them
     */
    public static Interval of(String label) {
        return Arrays.stream(values())
                .filter(interval -> interval.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected an interval of "
                        + Arrays.stream(values()).map(Interval::label).collect(Collectors.joining(", ")) + ", found '"
                        + label + "'"));
    }

    /** When the candle around this moment opened; both in seconds since the epoch, UTC. */
    public long openOf(long epochSecond) {
        return switch (this) {
            case WEEK -> epochSecond - Math.floorMod(epochSecond - FIRST_MONDAY, longestSeconds);
            case MONTH -> startOf(dateOf(epochSecond).withDayOfMonth(1));
            default -> epochSecond - Math.floorMod(epochSecond, longestSeconds);
        };
    }

    /** The first second after the candle that opened then, which is the next one's first. */
    public long closeOf(long open) {
        return this == MONTH ? startOf(dateOf(open).plusMonths(1)) : open + longestSeconds;
    }

    /** The day on which the candle around this day's midnight opened. */
    public LocalDate openDateOf(LocalDate day) {
        return dateOf(openOf(startOf(day)));
    }

    static LocalDate dateOf(long epochSecond) {
        return LocalDate.ofEpochDay(Math.floorDiv(epochSecond, 86_400L));
    }

    static long startOf(LocalDate date) {
        return date.toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC);
    }
}
