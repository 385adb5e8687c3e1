package io.tickhouse.streams.recompute;

import io.tickhouse.market.Candle;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.streams.candles.CandleBuilder;
import io.tickhouse.streams.candles.CandleInterval;
import io.tickhouse.streams.candles.CandlePolicy;
import io.tickhouse.streams.candles.CandleRecords;
import io.tickhouse.streams.candles.CandleSink;
import io.tickhouse.streams.candles.CandleState;
import io.tickhouse.streams.candles.EmptyCandle;
import io.tickhouse.streams.candles.SymbolCandles;
import io.tickhouse.streams.store.HeapBytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the candles of one instrument that overlap a stretch of time, from all trades they are made of, and publishes
 * those that the table does not have so: to the topic of the candle that they correct, as its next revision. Times are
 * microseconds since 1970-01-01T00:00:00Z.
 */
final class Recompute {
    /** Trades between two savings, which bound what is on the heap. */
    private static final int SAVE_EVERY = 50_000;
    /** Candles compared with the table at once. */
    private static final int AT_ONCE = 20_000;

    private final Tables tables;
    private final CandlePolicy policy;
    private final long from;
    private final long to;
    private final InstantSource clock;
    private final BiConsumer<String, Candle> publisher;
    private final SymbolCandles candles;
    private final Map<CandleInterval, TreeMap<Long, Candle>> made = new HashMap<>();
    private String topic = Topics.CANDLES.name();
    private int count;
    private long trades;
    private long recomputed;
    private long corrected;

    /**
     * @param key {@code venue:symbol}
     * @param from inclusive
     * @param to exclusive
     * @param publisher takes a correction and the topic it goes to
     */
    Recompute(
            Tables tables,
            CandlePolicy policy,
            String key,
            long from,
            long to,
            InstantSource clock,
            BiConsumer<String, Candle> publisher) {
        this.tables = tables;
        this.policy = policy;
        this.from = from;
        this.to = to;
        this.clock = clock;
        this.publisher = publisher;
        this.candles = SymbolCandles.begin(key, policy, new CandleState(new HeapBytes()));
    }

    /** What came of it. */
    record Outcome(long trades, long recomputed, long corrected) {}

    Outcome run() {
        long first = policy.intervals().stream()
                .mapToLong(interval -> interval.openTime(from))
                .min()
                .orElseThrow();
        long last = policy.intervals().stream()
                .mapToLong(interval -> interval.closeTime(interval.openTime(to - 1)))
                .max()
                .orElseThrow();
        tables.proofs(first, last, proof -> candles.proof(proof, sink));
        tables.lastBefore(first, trade -> candles.add(trade, sink));
        tables.trades(first, last, this::count);
        tables.firstFrom(last, trade -> candles.add(trade, sink));
        // what is not over is the aggregator's
        candles.closeUntil(Math.min(last, Times.micros(clock.instant())), sink);
        candles.tellQuietHoles(0, sink);
        candles.tellQuietHoles(Long.MAX_VALUE / 2, sink);
        candles.tellCovered(sink);
        candles.emitDue(sink);
        compare();
        return new Outcome(trades, recomputed, corrected);
    }

    private void count(Trade trade, String cameBy) {
        topic = (cameBy.equals(Topics.TRADES_HISTORY.name()) ? Topics.CANDLES_HISTORY : Topics.CANDLES).name();
        candles.add(trade, sink);
        trades++;
        if (++count == SAVE_EVERY) {
            count = 0;
            candles.tellCovered(sink);
            candles.emitDue(sink);
            candles.save();
            if (made.values().stream().mapToInt(Map::size).sum() > AT_ONCE) {
                compare();
            }
        }
    }

    private final CandleSink sink = new CandleSink() {
        @Override
        public void emit(String symbol, CandleInterval interval, CandleBuilder candle) {
            take(interval, CandleRecords.of(symbol, interval, candle, clock.instant()));
        }

        @Override
        public void empty(String symbol, CandleInterval interval, EmptyCandle candle) {
            take(interval, CandleRecords.of(symbol, interval, candle, clock.instant()));
        }
    };

    private void take(CandleInterval interval, Candle candle) {
        if (Times.micros(candle.getOpenTime()) < to && Times.micros(candle.getCloseTime()) > from) {
            made.computeIfAbsent(interval, first -> new TreeMap<>()).put(Times.micros(candle.getOpenTime()), candle);
        }
    }

    /** Publishes what the table does not have so. */
    private void compare() {
        for (Map.Entry<CandleInterval, TreeMap<Long, Candle>> entry : made.entrySet()) {
            TreeMap<Long, Candle> ours = entry.getValue();
            if (ours.isEmpty()) {
                continue;
            }
            Map<Long, StoredCandle> stored =
                    tables.candles(entry.getKey().label(), ours.firstKey(), ours.lastKey() + 1);
            ours.forEach((openTime, candle) -> compare(candle, stored.get(openTime)));
            ours.clear();
        }
    }

    private void compare(Candle candle, @Nullable StoredCandle stored) {
        recomputed++;
        if (stored == null) {
            candle.setRevision(0);
            publish(topic, candle);
            return;
        }
        // the same trades were proven complete by what the tables do not tell
        candle.setComplete(
                candle.getComplete() || (stored.complete() && stored.tradeCount() == candle.getTradeCount()));
        if (!stored.says(candle)) {
            candle.setRevision(stored.revision() + 1);
            publish(stored.topic(), candle);
        }
    }

    private void publish(String where, Candle candle) {
        corrected++;
        candle.setUpdateTime(Instant.ofEpochMilli(clock.millis()));
        publisher.accept(where, candle);
    }
}
