package io.tickhouse.streams.candles;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link CandleStore}s: RocksDB with a changelog, no cache of Streams' own. */
final class CandleStoreBuilder implements StoreBuilder<CandleStore> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;

    CandleStoreBuilder(String name) {
        this.inner = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    @Override
    public CandleStore build() {
        return new CandleStore(inner.build());
    }

    @Override
    public StoreBuilder<CandleStore> withCachingEnabled() {
        throw new UnsupportedOperationException("the candles on the heap are the cache");
    }

    @Override
    public StoreBuilder<CandleStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<CandleStore> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<CandleStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("without a changelog the candles would not survive their instance");
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return inner.loggingEnabled();
    }

    @Override
    public String name() {
        return inner.name();
    }
}
