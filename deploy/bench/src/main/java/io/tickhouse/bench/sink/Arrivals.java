package io.tickhouse.bench.sink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks again and again which trades the view shows and notes how long each took from its acknowledgement. A symbol's trades
 * arrive in the order of their ids, so the highest id shown tells of all before it. Times include the query that looks.
 */
final class Arrivals implements Runnable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BenchStack stack;
    private final long countFrom;
    private final Map<String, Queue<Acknowledged>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Long> seenTo = new HashMap<>();
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> looks = new ArrayList<>();
    private volatile boolean ended;

    /**
     * @param symbols those that are looked for: looking for all would take the processor that brings them
     * @param countFrom moment before which acknowledgements do not count, as {@link System#nanoTime}
     */
    Arrivals(BenchStack stack, List<String> symbols, long countFrom) {
        this.stack = stack;
        this.countFrom = countFrom;
        symbols.forEach(symbol -> waiting.put(symbol, new ConcurrentLinkedQueue<>()));
    }

    /** The broker has this trade. */
    void acknowledged(String symbol, long id) {
        Queue<Acknowledged> queue = waiting.get(symbol);
        if (queue != null) {
            queue.add(new Acknowledged(id, System.nanoTime()));
        }
    }

    /** No more will be acknowledged. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        long deadline = Long.MAX_VALUE;
        while (!ended || waiting.values().stream().anyMatch(queue -> !queue.isEmpty())) {
            if (ended && deadline == Long.MAX_VALUE) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("trades were acknowledged and never seen");
            }
            look();
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private void look() {
        long start = System.nanoTime();
        Map<String, Long> shown = new HashMap<>();
        for (List<String> row : stack.clickhouse().rows(newest())) {
            shown.put(row.get(0), Long.parseLong(row.get(1)));
            seenTo.put(row.get(0), Long.parseLong(row.get(2)));
        }
        long now = System.nanoTime();
        looks.add((now - start) / 1e6);
        shown.forEach((symbol, id) -> {
            Queue<Acknowledged> queue = waiting.getOrDefault(symbol, new ArrayDeque<>());
            while (!queue.isEmpty() && queue.element().id() <= id) {
                long at = queue.remove().at();
                if (at >= countFrom) {
                    millis.add((now - at) / 1e6);
                }
            }
        });
    }

    /** Every symbol's newest trade, among those that are not older than what all symbols have shown already. */
    private String newest() {
        long since = seenTo.size() < waiting.size() ? 0 : Collections.min(seenTo.values());
        return "SELECT symbol, max(sequence), max(toUnixTimestamp64Micro(event_time)) FROM market.trades"
                + " WHERE venue = 'binance-spot' AND symbol IN ('" + String.join("', '", waiting.keySet())
                + "') AND event_time >= fromUnixTimestamp64Micro(" + since
                + ") GROUP BY symbol SETTINGS max_threads = 1";
    }

    int count() {
        return millis.size();
    }

    double quantile(double quantile) {
        return LatencyBench.quantile(millis, quantile);
    }

    double lookQuantile(double quantile) {
        return LatencyBench.quantile(looks, quantile);
    }

    private record Acknowledged(long id, long at) {}
}
