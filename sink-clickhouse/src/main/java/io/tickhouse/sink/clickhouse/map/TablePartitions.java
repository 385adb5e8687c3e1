package io.tickhouse.sink.clickhouse.map;

import java.time.LocalDate;

/**
 * How a table is cut into partitions, so that a batch stays within as many as one insert may have.
 *
 * @param column the time that decides; microseconds since 1970-01-01T00:00:00Z in a row
 * @param unit what one partition spans
 */
public record TablePartitions(String column, Unit unit) {
    /** What one partition spans. */
    public enum Unit {
        YEAR,
        MONTH
    }

    /**
     * Reads ClickHouse's partition key.
     *
     * @param key {@code toYear(column)} or {@code toYYYYMM(column)}
     * @throws TableMismatchException for any other key
     */
    public static TablePartitions parse(String table, String key) {
        int open = key.indexOf('(');
        String function = open < 0 ? key : key.substring(0, open);
        Unit unit = switch (function) {
            case "toYear" -> Unit.YEAR;
            case "toYYYYMM" -> Unit.MONTH;
            default ->
                throw new TableMismatchException("expected market_store." + table
                        + " to be partitioned by toYear(column) or toYYYYMM(column), found '" + key
                        + "': apply the migrations to an empty database, or repair the table");
        };
        return new TablePartitions(key.substring(open + 1, key.length() - 1), unit);
    }

    /** The partition that holds the moment. */
    Span span(long micros) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, Span.DAY));
        LocalDate first = unit == Unit.YEAR ? day.withDayOfYear(1) : day.withDayOfMonth(1);
        return new Span(Span.micros(first), Span.micros(unit == Unit.YEAR ? first.plusYears(1) : first.plusMonths(1)));
    }

    /**
     * What one partition holds.
     *
     * @param from microseconds since 1970-01-01T00:00:00Z, inclusive
     * @param to the same, exclusive
     */
    record Span(long from, long to) {
        private static final long DAY = 86_400_000_000L;

        private static long micros(LocalDate day) {
            return day.toEpochDay() * DAY;
        }

        boolean holds(long micros) {
            return micros >= from && micros < to;
        }
    }
}
