package io.tickhouse.bench.live;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.binancespot.Adapter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One thread that applies updates to a book, beside sorted maps of decimals, and beside copying the levels. */
public final class BookBench implements Benchmark {
    private static final int UPDATES = 10_000;
    private static final int BEST = 6_100_000;
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @Override
    public String name() {
        return "book";
    }

    @Override
    public String description() {
        return "one thread: level updates applied to a Binance spot book with all checks, beside a TreeMap of BigDecimal";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        List<BookUpdate> updates = updates(new Random(trial.seed()));
        long levels = updates.stream()
                .mapToLong(update -> update.bids().size() + update.asks().size())
                .sum();
        int rounds = trial.quick() ? 2 : 10;
        List<Double> ours = new ArrayList<>();
        List<Double> maps = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        for (int run = -2; run < 3 * trial.runs(); run++) {
            double kept = CpuRate.of(rounds * levels, () -> keep(updates, rounds));
            double mapped = CpuRate.of(rounds * levels, () -> map(updates, rounds));
            double copied = CpuRate.of(rounds * levels, () -> copy(updates, rounds));
            if (run >= 0) { // the first ones warm the compiler up
                ours.add(kept);
                maps.add(mapped);
                copies.add(copied);
            }
        }
        return List.of(new Result(
                "book",
                "level updates/s",
                new Measured("applied by sequence, crossing checked", ours),
                List.of(
                        new Measured("TreeMap of BigDecimal, crossing checked", maps),
                        new Measured("limit: copying the levels", copies)),
                "≥ 3,000,000; ≥ 5 × TreeMap"));
    }

    private static long keep(List<BookUpdate> updates, int rounds) {
        long applied = 0;
        for (int round = 0; round < rounds; round++) {
            BookKeeper keeper = new BookKeeper(new Adapter().books(1_000));
            keeper.update(updates.getFirst());
            keeper.image(image(), 1_000);
            for (BookUpdate update : updates) {
                applied += keeper.update(update) instanceof BookOutcome.Applied ? 1 : 0;
            }
        }
        if (applied < (long) rounds * (updates.size() - 1)) {
            throw new IllegalStateException("expected every update to be applied, found " + applied);
        }
        return applied;
    }

    private static long map(List<BookUpdate> updates, int rounds) {
        long crossed = 0;
        for (int round = 0; round < rounds; round++) {
            TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
            TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
            apply(bids, image().bids());
            apply(asks, image().asks());
            for (BookUpdate update : updates) {
                apply(bids, update.bids());
                apply(asks, update.asks());
                crossed += bids.lastKey().compareTo(asks.firstKey());
            }
        }
        return crossed;
    }

    private static void apply(Map<BigDecimal, BigDecimal> side, Levels levels) {
        for (int i = 0; i < levels.size(); i++) {
            BigDecimal price = BigDecimal.valueOf(levels.prices()[i], levels.priceScale());
            if (levels.quantities()[i] == 0) {
                side.remove(price);
            } else {
                side.put(price, BigDecimal.valueOf(levels.quantities()[i], levels.quantityScale()));
            }
        }
    }

    private static long copy(List<BookUpdate> updates, int rounds) {
        long[] to = new long[64];
        long sum = 0;
        for (int round = 0; round < rounds; round++) {
            for (BookUpdate update : updates) {
                for (Levels levels : List.of(update.bids(), update.asks())) {
                    System.arraycopy(levels.prices(), 0, to, 0, levels.size());
                    System.arraycopy(levels.quantities(), 0, to, levels.size(), levels.size());
                    sum += to[levels.size()];
                }
            }
        }
        return sum;
    }

    private static List<BookUpdate> updates(Random random) {
        List<BookUpdate> updates = new ArrayList<>();
        for (int i = 1; i <= UPDATES; i++) {
            updates.add(new BookUpdate(
                    "BTCUSDT",
                    false,
                    i,
                    i,
                    -1,
                    -1,
                    levels(random, BEST, -1),
                    levels(random, BEST + 1, 1),
                    NOW,
                    NOW,
                    NOW));
        }
        return updates;
    }

    private static BookUpdate image() {
        return new BookUpdate("BTCUSDT", true, -1, 0, -1, -1, deep(BEST, -1), deep(BEST + 1, 1), NOW, NOW, NOW);
    }

    private static Levels deep(long best, int direction) {
        long[] prices = new long[1_000];
        Arrays.setAll(prices, i -> best + (long) direction * i);
        long[] quantities = new long[1_000];
        Arrays.setAll(quantities, i -> 1_000L + i);
        return new Levels(prices, quantities, 2, 5);
    }

    /** As recordings have it: half of the changes within 50 ticks of the best price, a third of them removals. */
    private static Levels levels(Random random, long best, int direction) {
        int size = 8 + random.nextInt(16);
        long[] prices = new long[size];
        long[] quantities = new long[size];
        for (int i = 0; i < size; i++) {
            prices[i] = best + (long) direction * (random.nextBoolean() ? random.nextInt(50) : random.nextInt(3_000));
            quantities[i] = random.nextInt(3) == 0 && i > 0 ? 0 : 1 + random.nextInt(1_000_000);
        }
        return new Levels(prices, quantities, 2, 5);
    }
}
