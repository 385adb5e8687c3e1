package io.tickhouse.streams.candles;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.streams.store.HeapBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The core against the oracle, saved and restored from its bytes in between, as after a crash at a commit. */
class CandleDifferentialTest {
    private static final List<CandleInterval> ALL = TestPolicy.every();
    private static final String KEY = "binance-spot:RANDOM";
    private static final long LONG_AFTER = 4_102_444_800_000_000L; // 2100

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106})
    void finalCandlesAreTheOraclesWhateverTheOrder(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        RandomMarket market = new RandomMarket(seed);
        List<Trade> delivered = market.delivered(market.trades(
                "binance-spot", "RANDOM", seed % 2 == 0 ? QuantityUnit.BASE : QuantityUnit.CONTRACT, 20_000));
        long stepBack = random.nextBoolean() ? Long.MAX_VALUE : 3_600_000_000L;
        CandlePolicy policy = TestPolicy.of(ALL, random.nextInt(3) * 700_000L, stepBack);
        CandleState state = new CandleState(new HeapBytes());
        SymbolCandles candles = SymbolCandles.begin(KEY, policy, state);
        Map<String, Candle> finals = new HashMap<>();
        CandleSink sink =
                (key, interval, builder) -> keep(finals, CandleRecords.of(key, interval, builder, Instant.EPOCH));
        for (Trade trade : delivered) {
            candles.add(trade, sink);
            switch (random.nextInt(500)) {
                case 0 -> candles.emitDue(sink);
                case 1 -> candles.closeUntil(LONG_AFTER, sink);
                case 2, 3, 4, 5 -> candles.save();
                case 6 -> {
                    candles.save();
                    candles = SymbolCandles.restore(policy, state).getFirst();
                }
                default -> {}
            }
        }
        candles.closeUntil(LONG_AFTER, sink);
        candles.emitDue(sink);
        assertThat(finals).isNotEmpty();
        assertThat(differences(finals, CandleOracle.candles(delivered, List.of(Interval.values()))))
                .isEmpty();
    }

    /** Keeps the later emission; checks that revisions count. */
    static void keep(Map<String, Candle> finals, Candle candle) {
        Candle before = finals.put(candle.getInterval() + "@" + candle.getOpenTime(), candle);
        assertThat(candle.getRevision()).isEqualTo(before == null ? 0 : before.getRevision() + 1);
        candle.setUpdateTime(Instant.EPOCH);
    }

    /** What is not equal, revision aside, and what is missing or too much. */
    static List<String> differences(Map<String, Candle> found, Map<String, Candle> expected) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Candle> entry : expected.entrySet()) {
            Candle candle = found.get(entry.getKey());
            if (candle == null) {
                differences.add("missing " + entry.getKey());
                continue;
            }
            int revision = candle.getRevision();
            candle.setRevision(0);
            if (!candle.equals(entry.getValue())) {
                differences.add("expected " + entry.getValue() + " found " + candle + " of revision " + revision);
            }
        }
        found.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add("unexpected " + key));
        return differences;
    }
}
