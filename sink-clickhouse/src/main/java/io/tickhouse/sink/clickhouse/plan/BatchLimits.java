package io.tickhouse.sink.clickhouse.plan;

/**
 * How large a batch may grow and how long it may wait.
 *
 * @param rows most rows, 1 to 500,000: one insert must be one block
 * @param bytes most bytes of rows
 * @param ageMs how long a batch waits for more records, in milliseconds, while the sink keeps up
 * @param behindAgeMs the same while more records lie ready than fit the batch: larger inserts cost less
 */
public record BatchLimits(int rows, long bytes, long ageMs, long behindAgeMs) {
    /** Most rows of one block, whatever is asked for. */
    public static final int MOST_ROWS = 500_000;

    /** Most partitions of a table that one insert may touch; ClickHouse refuses more. */
    public static final int MOST_PARTITIONS = 100;

    /** True when not one more row may be added. */
    public boolean full(int rowsNow, long bytesNow) {
        return rowsNow >= rows || bytesNow >= bytes;
    }

    /** True when a batch of that age has waited long enough. */
    public boolean old(long age, boolean behind) {
        return age >= (behind ? behindAgeMs : ageMs);
    }
}
