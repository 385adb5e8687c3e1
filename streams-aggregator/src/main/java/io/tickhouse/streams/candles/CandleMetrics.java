package io.tickhouse.streams.candles;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.schemas.market.Interval;
import java.util.EnumMap;
import java.util.Map;

/** What a lane's candle processors count. */
final class CandleMetrics {
    private final Counter counted;
    private final Counter repeated;
    private final Counter offBook;
    private final Counter refused;
    private final Counter tooLate;
    private final Counter unpublishable;
    private final Map<Interval, Counter> finals = new EnumMap<>(Interval.class);
    private final Map<Interval, Counter> corrections = new EnumMap<>(Interval.class);

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
        for (Interval interval : policy.intervals()) {
            finals.put(interval, candles(metrics, lane, interval, "final"));
            corrections.put(interval, candles(metrics, lane, interval, "correction"));
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

    void published(Interval interval, int revision) {
        Counter counter = (revision == 0 ? finals : corrections).get(interval);
        if (counter != null) {
            counter.increment();
        }
    }

    void unpublishable() {
        unpublishable.increment();
    }

    private static Counter trades(MeterRegistry metrics, String lane, String outcome) {
        return Counter.builder("tickhouse.candles.trades")
                .description("Trades read, by what became of them; too_late and refused ones are in the dead letters")
                .tag("lane", lane)
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static Counter candles(MeterRegistry metrics, String lane, Interval interval, String kind) {
        return Counter.builder("tickhouse.candles.published")
                .description("Candles published: first final states and corrections")
                .tag("lane", lane)
                .tag("interval", interval.label())
                .tag("kind", kind)
                .register(metrics);
    }
}
