package io.tickhouse.bench.sink;

import io.tickhouse.launcher.process.Child;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Times how rows come into a table, from the outside, whoever brings them. */
final class TableWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private TableWatch() {}

    /** Waits until a table is there. */
    static void awaitTable(BenchStack stack, String database, String table, Child maker) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!stack.clickhouse().has(database, table)) {
            if (!maker.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("expected the table " + database + "." + table
                        + " to be made; the log is in " + stack.folder());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /**
     * Waits until all rows are there.
     *
     * @return rows a second from the moment the first were seen, those not counted: a process's start is not its speed
     */
    static double rowsPerSecond(BenchStack stack, String table, long rows, Child loader) {
        long first = 0;
        long firstSeen = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            long count = stack.number("SELECT count() FROM " + table);
            long now = System.nanoTime();
            if (first == 0 && count > 0) {
                first = count;
                firstSeen = now;
            }
            if (count >= rows) {
                return (rows - first) / ((now - firstSeen) / 1e9);
            }
            if (!loader.isAlive()) {
                throw new IllegalStateException("expected " + rows + " rows in " + table + ", found " + count
                        + " when their loader ended; its log is in " + stack.folder());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IllegalStateException("expected " + rows + " rows in " + table + " within " + PATIENCE);
    }
}
