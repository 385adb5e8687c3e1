package io.tickhouse.streams.candles;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.Candle;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.GapStatus;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.streams.coverage.Fact;
import io.tickhouse.streams.coverage.Hole;
import io.tickhouse.streams.gaps.SymbolGaps;
import io.tickhouse.streams.store.HeapBytes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A million trades of three symbols over forty days, from two sources a lane that overlap, with duplicates and disorder, with
 * ranges that are missing for good and ranges that are repaired, through both lanes at once, saved and restored in between.
 * {@code -Dtickhouse.streams.seeds=50} runs as many seeds; one is run by default.
 */
class OracleTest {
    private static final int TRADES = Integer.getInteger("tickhouse.streams.oracle.trades", 1_000_000);
    private static final int DAYS = 40;
    private static final int SYMBOLS = 3;
    private static final long LONG_AFTER = 4_102_444_800_000_000L; // 2100

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("tickhouse.streams.seeds", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCandleIsTheOraclesAndEveryMissingIdIsInOneGap(long seed) {
        System.out.println("seed " + seed);
        RandomMarket market = new RandomMarket(seed);
        Random random = new Random(seed);
        for (int i = 0; i < SYMBOLS; i++) {
            String symbol = "ORACLE" + i;
            List<Trade> trades = market.trades(
                    "v", symbol, i == 2 ? QuantityUnit.CONTRACT : QuantityUnit.BASE, TRADES / SYMBOLS, DAYS);
            new Run("seed " + seed + ", " + symbol, "v:" + symbol, trades, random).check();
        }
    }

    /** What one lane is to get, and what it does not get. */
    private record Delivery(List<Trade> arriving, Set<Long> lost, Set<Long> repaired) {}

    /** One symbol through both lanes. */
    private static final class Run {
        private final String name;
        private final String key;
        private final Random random;
        private final Delivery history;
        private final Delivery live;
        private final long firstOfBoth;
        private final long lastOfBoth;
        private final Map<String, GapEvent> gaps = new HashMap<>();
        private SymbolGaps desk;
        private long now = 1_700_000_000_000L;

        Run(String name, String key, List<Trade> trades, Random random) {
            this.name = name;
            this.key = key;
            this.random = random;
            this.desk = SymbolGaps.begin(key);
            int size = trades.size();
            List<Trade> earlier = trades.subList(0, size * 6 / 10);
            List<Trade> later = trades.subList(size * 4 / 10, size);
            firstOfBoth = later.getFirst().getSequence();
            lastOfBoth = earlier.getLast().getSequence();
            history = deliver(earlier);
            live = deliver(later);
        }

        /** Two sources, each of which misses something of its own, and what both miss. */
        private Delivery deliver(List<Trade> trades) {
            Set<Long> lost = new HashSet<>();
            Set<Long> repaired = new HashSet<>();
            List<Trade> arriving = new ArrayList<>();
            List<Trade> repairs = new ArrayList<>();
            int size = trades.size();
            int lastRemoved = 0;
            for (int i = 0; i < size; i++) {
                boolean inside = i > 200 && i < size - 200;
                if (inside && random.nextInt(5_000) == 0) {
                    boolean comes = random.nextBoolean();
                    int end = i + 1 + random.nextInt(60);
                    for (; i < end; i++) {
                        (comes ? repaired : lost).add(trades.get(i).getSequence());
                        if (comes) {
                            repairs.add(trades.get(i));
                        }
                    }
                    lastRemoved = i;
                }
                Trade trade = trades.get(i);
                arriving.add(trade);
                if (random.nextInt(10) < 7) {
                    // the other source's copy, a little later
                    arriving.add(trade);
                }
                if (random.nextInt(100) == 0) {
                    arriving.add(trades.get(Math.max(0, i - random.nextInt(500))));
                    dropLost(arriving, lost, repaired);
                }
                if (!repairs.isEmpty() && i > lastRemoved + 200 && random.nextInt(5_000) == 0) {
                    arriving.addAll(random.nextBoolean() ? repairs : repairs.reversed());
                    repairs = new ArrayList<>();
                }
            }
            arriving.addAll(repairs);
            for (int i = 0; i + 6 < arriving.size(); i += 1 + random.nextInt(40)) {
                arriving.add(i + random.nextInt(6), arriving.remove(i));
            }
            return new Delivery(arriving, lost, repaired);
        }

        /** A copy of what never came would be a repair. */
        private static void dropLost(List<Trade> arriving, Set<Long> lost, Set<Long> repaired) {
            Long id = arriving.getLast().getSequence();
            if (lost.contains(id) || repaired.contains(id)) {
                arriving.removeLast();
            }
        }

        void check() {
            Lane liveLane = new Lane(Fact.Lane.LIVE, live, Long.MAX_VALUE);
            Lane historyLane = new Lane(Fact.Lane.HISTORY, history, 3_600_000_000L);
            while (liveLane.hasMore() || historyLane.hasMore()) {
                (random.nextBoolean() ? liveLane : historyLane).next(1 + random.nextInt(400));
                now += random.nextInt(100);
                if (random.nextInt(50) == 0) {
                    desk.tick(now, this::keep);
                }
            }
            for (int second = 0; second < 30; second++) {
                now += 1_000;
                liveLane.end();
                historyLane.end();
                desk.tick(now, this::keep);
            }
            liveLane.check();
            historyLane.check();
            checkGaps();
        }

        private void keep(GapEvent event) {
            gaps.put(event.getGapId(), event);
        }

        private void checkGaps() {
            Map<Long, GapEvent> byId = new TreeMap<>();
            for (GapEvent gap : gaps.values()) {
                for (long id = gap.getFirstMissing(); id <= gap.getLastMissing(); id++) {
                    assertThat(byId.put(id, gap))
                            .as(name + ": id " + id + " is in two gaps")
                            .isNull();
                }
            }
            Set<Long> removed = new HashSet<>();
            for (Delivery lane : List.of(history, live)) {
                removed.addAll(lane.lost());
                removed.addAll(lane.repaired());
            }
            byId.forEach((id, gap) ->
                    assertThat(removed).as(name + ": a false gap " + gap).contains(id));
            for (Long id : removed) {
                GapEvent gap = byId.get(id);
                boolean comes = comes(history, id, id <= lastOfBoth) || comes(live, id, id >= firstOfBoth);
                boolean elsewhere =
                        id >= firstOfBoth && id <= lastOfBoth && !(removedFrom(history, id) && removedFrom(live, id));
                if (elsewhere && gap == null) {
                    continue; // the other lane had it before anyone looked
                }
                assertThat(gap).as(name + ": no gap holds " + id).isNotNull();
                assertThat(Objects.requireNonNull(gap).getStatus())
                        .as(name + ": " + gap + " with " + id)
                        .isEqualTo(comes ? GapStatus.REPAIRED : GapStatus.OPEN);
            }
        }

        private static boolean comes(Delivery lane, long id, boolean within) {
            return within && !lane.lost().contains(id);
        }

        private static boolean removedFrom(Delivery lane, long id) {
            return lane.lost().contains(id) || lane.repaired().contains(id);
        }

        /** The aggregator's side of one lane; facts of the history lane take a while. */
        private final class Lane implements CandleSink {
            private final Fact.Lane lane;
            private final Delivery delivery;
            private final CandlePolicy policy;
            private final CandleState state = new CandleState(new HeapBytes());
            private final Map<String, Candle> finals = new HashMap<>();
            private final Deque<Fact> facts = new ArrayDeque<>();
            private SymbolCandles candles;
            private int at;

            Lane(Fact.Lane lane, Delivery delivery, long stepBack) {
                this.lane = lane;
                this.delivery = delivery;
                this.policy = TestPolicy.of(TestPolicy.every(), 0, stepBack);
                this.candles = SymbolCandles.begin(key, policy, state);
            }

            boolean hasMore() {
                return at < delivery.arriving().size();
            }

            void next(int count) {
                for (int i = 0; i < count && hasMore(); i++) {
                    candles.add(delivery.arriving().get(at++), this);
                    if (lane == Fact.Lane.LIVE || random.nextInt(500) == 0) {
                        pass();
                    }
                }
                switch (random.nextInt(40)) {
                    case 0 -> candles.emitDue(this);
                    case 1 -> candles.tellCovered(this);
                    case 2, 3 -> candles.save();
                    case 4 -> {
                        candles.save();
                        candles = SymbolCandles.restore(policy, state).getFirst();
                    }
                    default -> {}
                }
            }

            void end() {
                candles.closeUntil(LONG_AFTER, this);
                candles.emitDue(this);
                candles.tellQuietHoles(now, this);
                candles.tellCovered(this);
                pass();
            }

            private void pass() {
                while (!facts.isEmpty()) {
                    desk.fact(facts.removeFirst(), now, Run.this::keep);
                }
            }

            @Override
            public void emit(String symbol, CandleInterval interval, CandleBuilder candle) {
                CandleDifferentialTest.keep(finals, CandleRecords.of(symbol, interval, candle, Instant.EPOCH));
            }

            @Override
            public void hole(String symbol, Hole hole) {
                facts.add(new Fact.Missing(lane, hole));
            }

            @Override
            public void covered(String symbol, long first, long last) {
                facts.add(new Fact.Covered(lane, first, last));
            }

            @Override
            public void found(String symbol, long id) {
                facts.add(new Fact.Found(lane, id));
            }

            void check() {
                assertThat(CandleDifferentialTest.differences(
                                finals, CandleOracle.candles(delivery.arriving(), List.of(Interval.values()))))
                        .as(name + " " + lane)
                        .isEmpty();
            }
        }
    }
}
