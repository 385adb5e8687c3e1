package io.tickhouse.ingest.bulk.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * The UTC days that a file is for: one, or all of a month.
 *
 * @param first the first
 * @param last the last, inclusive
 */
public record Period(LocalDate first, LocalDate last) implements Comparable<Period> {
    public static Period of(LocalDate day) {
        return new Period(day, day);
    }

    public static Period of(YearMonth month) {
        return new Period(month.atDay(1), month.atEndOfMonth());
    }

    /**
     * Reads {@code 2024-08-08} or {@code 2024-08}.
     *
     * @throws java.time.DateTimeException if it is neither
     */
    public static Period parse(String label) {
        return label.length() == "2024-08".length() ? of(YearMonth.parse(label)) : of(LocalDate.parse(label));
    }

    public boolean isDay() {
        return first.equals(last);
    }

    public Stream<LocalDate> days() {
        return first.datesUntil(last.plusDays(1));
    }

    /** Start, inclusive. */
    public Instant start() {
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** End, exclusive. */
    public Instant end() {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    /** Whether the two have a day in common. */
    public boolean overlaps(Period other) {
        return !first.isAfter(other.last) && !last.isBefore(other.first);
    }

    @Override
    public int compareTo(Period other) {
        int byStart = first.compareTo(other.first);
        return byStart != 0 ? byStart : last.compareTo(other.last);
    }

    /** As paths spell it: {@code 2024-08-08} or {@code 2024-08}. */
    @Override
    public String toString() {
        return isDay() ? first.toString() : YearMonth.from(first).toString();
    }
}
