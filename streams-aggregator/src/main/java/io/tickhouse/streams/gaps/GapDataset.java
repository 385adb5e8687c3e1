package io.tickhouse.streams.gaps;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.Kline;
import io.tickhouse.streams.candles.Backlog;
import io.tickhouse.streams.store.ObjectStoreBuilder;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** What makes gap events, with the stores it needs. */
public final class GapDataset {
    private GapDataset() {}

    /**
     * Of facts and feed status.
     *
     * @param backlog of feed status
     * @param patienceMillis for how long a live capture may say nothing before it is taken for ended
     */
    public static ProcessorSupplier<String, Object, String, GapEvent> ofTrades(
            String store, MeterRegistry metrics, Backlog backlog, long patienceMillis) {
        GapMetrics counters = new GapMetrics(metrics);
        return with(store, () -> new GapProcessor(store, counters, backlog, patienceMillis));
    }

    /**
     * Of klines.
     *
     * @param quietMillis how long nothing must have come into a hole before it counts as one
     */
    public static ProcessorSupplier<String, Kline, String, GapEvent> ofKlines(
            String store, MeterRegistry metrics, long quietMillis) {
        GapMetrics counters = new GapMetrics(metrics);
        return with(store, () -> new KlineGapProcessor(store, counters, quietMillis));
    }

    private static <V> ProcessorSupplier<String, V, String, GapEvent> with(
            String name, Supplier<Processor<String, V, String, GapEvent>> processors) {
        Set<StoreBuilder<?>> stores = Set.of(new ObjectStoreBuilder(name));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, V, String, GapEvent> get() {
                return processors.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }
}
