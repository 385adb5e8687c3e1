package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A length of candles: one of the contract's, or any other number of seconds, minutes or hours that divides the day. Times
 * are microseconds since 1970-01-01T00:00:00Z.
 */
public final class CandleInterval {
    private static final long DAY = TimeUnit.DAYS.toMicros(1);
    private static final Pattern CUSTOM = Pattern.compile("([1-9][0-9]{0,4})([smh])");

    private final String label;
    private final long length;
    private final @Nullable Interval calendar;

    private CandleInterval(String label, long length, @Nullable Interval calendar) {
        this.label = label;
        this.length = length;
        this.calendar = calendar;
    }

    /** One of the contract's. */
    public static CandleInterval of(Interval interval) {
        long length = interval.closeTime(interval.openTime(0)) - interval.openTime(0);
        boolean calendar = interval == Interval.WEEK_1 || interval == Interval.MONTH_1;
        return new CandleInterval(interval.label(), length, calendar ? interval : null);
    }

    /**
     * The interval spelled so, such as {@code 15m}, {@code 1M} or {@code 10s}.
     *
     * @throws IllegalArgumentException if it is neither the contract's nor divides the day; the message says what is possible
     */
    public static CandleInterval of(String label) {
        Optional<Interval> known = Arrays.stream(Interval.values())
                .filter(interval -> interval.label().equals(label))
                .findFirst();
        if (known.isPresent()) {
            return of(known.get());
        }
        Matcher matcher = CUSTOM.matcher(label);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            long length = switch (matcher.group(2)) {
                case "s" -> TimeUnit.SECONDS.toMicros(number);
                case "m" -> TimeUnit.MINUTES.toMicros(number);
                default -> TimeUnit.HOURS.toMicros(number);
            };
            if (length < DAY && DAY % length == 0) {
                return new CandleInterval(label, length, null);
            }
        }
        throw new IllegalArgumentException("expected one of "
                + Arrays.stream(Interval.values()).map(Interval::label).toList()
                + " or a number of seconds, minutes or hours that divides the day, such as 10s, 10m or 3h; found '"
                + label + "'");
    }

    /** The spelling in records and tables. */
    public String label() {
        return label;
    }

    /** How long it is; of months, how long January is. Microseconds. */
    public long length() {
        return length;
    }

    /** Start of the interval that holds a moment, at or before it. */
    public long openTime(long time) {
        return calendar == null ? time - Math.floorMod(time, length) : calendar.openTime(time);
    }

    /** End, exclusive, of the interval that begins at {@code openTime}. */
    public long closeTime(long openTime) {
        return calendar == null ? openTime + length : calendar.closeTime(openTime);
    }

    /** True when some candles of this interval make up each of the other's, so that they can be added up. */
    boolean makesUp(CandleInterval longer) {
        return length < longer.length
                && length <= DAY
                && (longer.calendar == null ? longer.length % length == 0 : DAY % length == 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CandleInterval interval && interval.label.equals(label);
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }
}
