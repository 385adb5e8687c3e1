package io.tickhouse.bench.sink;

import io.tickhouse.launcher.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Times how rows come into a table, from the outside, whoever brings them. */
final class TableWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int LAST_WORDS = 25;
    /** As many as the sink usually leaves while it loads at full speed. */
    private static final int FEW_PARTS = 30;

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
     * Waits until all rows are there, and merged into few parts. The clock runs from the moment half of them are: a process's
     * start and the compilation of its code are not its speed, and merges, which cost ClickHouse as much as inserts, have set in
     * by then. It runs until the merges have caught up: who inserts faster than ClickHouse merges has only put the work off, until
     * it is ClickHouse that slows the inserts down.
     */
    static Loaded load(BenchStack stack, String table, long rows, Child loader, Path log) {
        long first = 0;
        long firstSeen = 0;
        long arrived = 0;
        long partsThen = 0;
        CpuTime start = CpuTime.of(stack, loader);
        CpuTime all = start;
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
                long parts = parts(stack, table);
                if (arrived == 0) {
                    arrived = now;
                    partsThen = parts;
                    all = CpuTime.of(stack, loader);
                }
                if (parts <= FEW_PARTS) {
                    return new Loaded(
                            rate(rows - first, firstSeen, now),
                            String.format(
                                    Locale.ROOT,
                                    "%,.0f until they were there in %d parts; until then %s",
                                    rate(rows - first, firstSeen, arrived),
                                    partsThen,
                                    all.since(start, rows - first)));
                }
            } else if (!loading) {
                throw new IllegalStateException("expected " + rows + " rows in " + table + ", found " + count
                        + " when their loader ended; its last words:\n" + lastWords(log));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IllegalStateException(
                "expected " + rows + " rows in " + table + " in " + FEW_PARTS + " parts within " + PATIENCE);
    }

    private static double rate(long rows, long from, long to) {
        return rows / ((to - from) / 1e9);
    }

    private static long parts(BenchStack stack, String table) {
        return stack.number(
                "SELECT count() FROM system.parts WHERE active AND database || '.' || table = '" + table + "'");
    }

    /**
     * How fast rows came.
     *
     * @param rowsPerSecond of the second half, their merges included
     * @param words the rate without the merges that were left, and where the processor's time went
     */
    record Loaded(double rowsPerSecond, String words) {}
}
