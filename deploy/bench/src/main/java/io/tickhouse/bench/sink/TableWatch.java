package io.tickhouse.bench.sink;

import io.tickhouse.launcher.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Times how rows come into a table, from the outside, whoever brings them. */
final class TableWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int LAST_WORDS = 25;

    private TableWatch() {}

    /** Waits until a table is there. */
    static void awaitTable(BenchStack stack, String database, String table, Child maker, Path log) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!stack.clickhouse().has(database, table)) {
            if (!maker.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("expected the table " + database + "." + table
                        + " to be made; the last words of its maker:\n" + lastWords(log));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "its log " + log + " cannot be read: " + e;
        }
    }

    /**
     * Waits until all rows are there. The clock runs from the moment half of them are: a process's start and the compilation
     * of its code are not its speed, and merges, which cost ClickHouse as much as inserts, have set in by then.
     */
    static Loaded load(BenchStack stack, String table, long rows, Child loader, Path log) {
        long first = 0;
        long firstSeen = 0;
        CpuTime start = CpuTime.of(stack, loader);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean loading = loader.isAlive();
            long count = stack.number("SELECT count() FROM " + table);
            long now = System.nanoTime();
            if (first == 0 && count >= rows / 2) {
                first = count;
                firstSeen = now;
                start = CpuTime.of(stack, loader);
            }
            if (count >= rows) {
                return new Loaded(
                        (rows - first) / ((now - firstSeen) / 1e9),
                        CpuTime.of(stack, loader).since(start, rows - first));
            }
            if (!loading) {
                throw new IllegalStateException("expected " + rows + " rows in " + table + ", found " + count
                        + " when their loader ended; its last words:\n" + lastWords(log));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IllegalStateException("expected " + rows + " rows in " + table + " within " + PATIENCE);
    }

    /**
     * How fast rows came.
     *
     * @param rowsPerSecond of the second half
     * @param cpu where the processor's time went meanwhile, in words
     */
    record Loaded(double rowsPerSecond, String cpu) {}
}
