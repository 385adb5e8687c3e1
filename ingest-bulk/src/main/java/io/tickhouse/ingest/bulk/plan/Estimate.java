package io.tickhouse.ingest.bulk.plan;

import io.tickhouse.ingest.bulk.archive.DataType;
import java.time.Duration;

/**
 * What loading a plan will take, about. Rows by the sizes of recorded files of each type, time by the rate of one dataset on
 * two cores.
 *
 * @param files to be loaded
 * @param bytes to be fetched, packed
 * @param rows in them
 * @param topicBytes they take in the history topics, before replication
 * @param tableBytes they take in ClickHouse, after merges
 * @param largest file's size in bytes, packed
 */
public record Estimate(long files, long bytes, long rows, long topicBytes, long tableBytes, long largest) {
    /** Zipped bytes a row: recorded days of BTCUSDT have 9 (futures) to 13 (spot) a trade. */
    private static final double ZIPPED_TRADE = 11;

    private static final double ZIPPED_OTHER = 40;
    /** Bytes a record in a topic, compressed, as measured on the local stack. */
    private static final double IN_TOPIC = 45;

    private static final double IN_TABLE = 12;
    private static final long ROWS_A_SECOND = 300_000;

    public static Estimate of(Plan plan) {
        double rows = plan.files().stream()
                .filter(file -> !file.loaded())
                .mapToDouble(file ->
                        file.bytes() / zipped(file.file().dataset().series().type()))
                .sum();
        return new Estimate(
                plan.filesToLoad(),
                plan.bytesToLoad(),
                (long) rows,
                (long) (rows * IN_TOPIC),
                (long) (rows * IN_TABLE),
                plan.files().stream().mapToLong(Plan.Planned::bytes).max().orElse(0));
    }

    private static double zipped(DataType type) {
        return type == DataType.TRADES || type == DataType.AGG_TRADES ? ZIPPED_TRADE : ZIPPED_OTHER;
    }

    /** Time that publishing takes, fetching aside. */
    public Duration time() {
        return Duration.ofSeconds(1 + rows / ROWS_A_SECOND);
    }

    /**
     * Disk that fetched files take at a time.
     *
     * @param parallel files fetched at a time
     * @param keep whether all of them stay
     */
    public long workBytes(int parallel, boolean keep) {
        // as many again are fetched and wait to be published
        return keep ? bytes : Math.min(bytes, 2L * parallel * largest);
    }
}
