package io.tickhouse.streams.candles;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** What a lane's candle processors count. */
final class CandleMetrics {
    private final Counter counted;
    private final Counter repeated;
    private final Counter offBook;
    private final Counter refused;
    private final Counter tooLate;
    private final Counter unpublishable;
    private final Counter emptiesLeftOut;
    private final Counter live;
    private final Map<CandleInterval, Counter> finals = new HashMap<>();
    private final Map<CandleInterval, Counter> corrections = new HashMap<>();
    private final Map<CandleInterval, Counter> empties = new HashMap<>();

    CandleMetrics(MeterRegistry metrics, String lane, CandlePolicy policy) {
        this.counted = trades(metrics, lane, "counted");
        this.repeated = trades(metrics, lane, "repeated");
        this.offBook = trades(metrics, lane, "off_book");
        this.refused = trades(metrics, lane, "refused");
        this.tooLate = trades(metrics, lane, "too_late");
        this.unpublishable = Counter.builder("tickhouse.candles.unpublishable")
                .description("Candles not published since a sum does not fit decimal(38,18)")
                .tag("lane", lane)
                .register(metrics);
        this.emptiesLeftOut = Counter.builder("tickhouse.candles.empties.left.out")
                .description("Intervals without trades that were not published since there were too many in a row")
                .tag("lane", lane)
                .register(metrics);
        this.live = Counter.builder("tickhouse.candles.live")
                .description("States of open candles published")
                .tag("lane", lane)
                .register(metrics);
        for (CandleInterval interval : policy.intervals()) {
            finals.put(interval, candles(metrics, lane, interval, "final"));
            corrections.put(interval, candles(metrics, lane, interval, "correction"));
            empties.put(interval, candles(metrics, lane, interval, "empty"));
        }
    }

    void count(TradeOutcome outcome) {
        switch (outcome) {
            case TradeOutcome.Counted() -> counted.increment();
            case TradeOutcome.Repeated() -> repeated.increment();
            case TradeOutcome.OffBook() -> offBook.increment();
            case TradeOutcome.Refused refusal -> refused.increment();
            case TradeOutcome.TooLate late -> tooLate.increment();
        }
    }

    void published(CandleInterval interval, int revision) {
        increment(revision == 0 ? finals : corrections, interval);
    }

    void publishedEmpty(CandleInterval interval) {
        increment(empties, interval);
    }

    void publishedLive() {
        live.increment();
    }

    void unpublishable() {
        unpublishable.increment();
    }

    void leftOut(long count) {
        emptiesLeftOut.increment((double) count);
    }

    private static void increment(Map<CandleInterval, Counter> counters, CandleInterval interval) {
        Counter counter = counters.get(interval);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter trades(MeterRegistry metrics, String lane, String outcome) {
        return Counter.builder("tickhouse.candles.trades")
                .description("Trades read, by what became of them; too_late and refused ones are in the dead letters")
                .tag("lane", lane)
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static Counter candles(MeterRegistry metrics, String lane, CandleInterval interval, String kind) {
        return Counter.builder("tickhouse.candles.published")
                .description("Candles published: first final states, corrections, and intervals without trades")
                .tag("lane", lane)
                .tag("interval", interval.label())
                .tag("kind", kind)
                .register(metrics);
    }
}
