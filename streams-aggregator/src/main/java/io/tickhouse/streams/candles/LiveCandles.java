package io.tickhouse.streams.candles;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** When an instrument's open candles are published: at most so often, only when they changed, and once more when closed. */
final class LiveCandles {
    private final CandlePolicy policy;
    /** Opening of the candle that was published last as open, by interval. */
    private final Map<CandleInterval, Long> shown = new HashMap<>();

    private boolean changed;
    private long publishedAt = Long.MIN_VALUE;

    LiveCandles(CandlePolicy policy) {
        this.policy = policy;
    }

    /** A trade was counted. */
    void changed() {
        changed = true;
    }

    /** Publishes what is to be seen now, milliseconds since 1970-01-01T00:00:00Z. */
    void publish(SymbolCandles candles, long now, CandleSink sink) {
        if (publishedAt != Long.MIN_VALUE && now - publishedAt < policy.liveEvery()) {
            return;
        }
        if (!changed && shown.isEmpty()) {
            return;
        }
        for (CandleInterval interval : policy.live()) {
            publish(candles, interval, sink, now);
        }
        changed = false;
    }

    private void publish(SymbolCandles candles, CandleInterval interval, CandleSink sink, long now) {
        Optional<CandleBuilder> open = candles.open(interval);
        Long before = shown.get(interval);
        if (open.isPresent()) {
            if (changed) {
                shown.put(interval, open.get().openTime);
                publishedAt = now;
                sink.emit(candles.key(), interval, open.get());
            }
        } else if (before != null) {
            shown.remove(interval);
            candles.find(interval, before).ifPresent(closed -> {
                publishedAt = now;
                sink.emit(candles.key(), interval, closed);
            });
        }
    }
}
