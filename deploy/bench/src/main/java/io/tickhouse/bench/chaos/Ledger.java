package io.tickhouse.bench.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was produced, as the broker acknowledged it: rows and sums of their hashes, by partition and stretch of offsets. Thread-safe. */
final class Ledger {
    /** Offsets of one stretch. */
    static final int STRETCH = 10_000;

    private final SortedMap<Stretch, Sum> sums = new TreeMap<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private long rows;

    /** Offsets from {@code number × STRETCH} on. */
    record Stretch(int partition, long number) implements Comparable<Stretch> {
        long first() {
            return number * STRETCH;
        }

        long last() {
            return first() + STRETCH - 1;
        }

        @Override
        public int compareTo(Stretch other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : Long.compare(number, other.number);
        }
    }

    /** Rows and the sum of their hashes modulo 2^64. */
    record Sum(long rows, long hash) {
        static final Sum NOTHING = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(rows + other.rows, hash + other.hash);
        }
    }

    synchronized void add(int partition, long offset, long hash) {
        sums.merge(new Stretch(partition, offset / STRETCH), new Sum(1, hash), Sum::plus);
        ends.merge(partition, offset + 1, Math::max);
        rows++;
    }

    synchronized long rows() {
        return rows;
    }

    synchronized SortedMap<Stretch, Sum> sums() {
        return new TreeMap<>(sums);
    }

    /** Offset behind the last record, by partition. */
    synchronized Map<Integer, Long> ends() {
        return Map.copyOf(ends);
    }

    synchronized Sum total() {
        return sums.values().stream().reduce(Sum.NOTHING, Sum::plus);
    }
}
