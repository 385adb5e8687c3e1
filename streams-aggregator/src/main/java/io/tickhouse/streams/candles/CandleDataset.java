package io.tickhouse.streams.candles;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.market.Candle;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.streams.coverage.Fact;
import io.tickhouse.streams.store.ObjectStoreBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Candles of one lane: which trades they come from, where they go.
 *
 * @param names of its parts
 * @param idleClose how long an instrument must be silent before its candle closes by the wall clock
 */
public record CandleDataset(
        Fact.Lane lane,
        CandleNames names,
        Topic<Trade> trades,
        Topic<Candle> candles,
        CandlePolicy policy,
        Duration idleClose) {

    /** @param facts the node that takes what is known of the trades */
    public static CandleDataset of(
            Fact.Lane lane,
            Topic<Trade> trades,
            Topic<Candle> candles,
            CandlePolicy policy,
            Duration idleClose,
            String facts) {
        CandleNames names = CandleNames.of(lane.name().toLowerCase(Locale.ROOT), facts);
        return new CandleDataset(lane, names, trades, candles, policy, idleClose);
    }

    /** Makes the processor of a task, with its store. */
    public ProcessorSupplier<String, Object, String, Object> processors(MeterRegistry metrics, Backlog backlog) {
        CandleMetrics counters = new CandleMetrics(metrics, lane.name().toLowerCase(Locale.ROOT), policy);
        Set<StoreBuilder<?>> stores = Set.of(new ObjectStoreBuilder(names.store()));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Object, String, Object> get() {
                return new CandleProcessor(CandleDataset.this, counters, backlog);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }
}
