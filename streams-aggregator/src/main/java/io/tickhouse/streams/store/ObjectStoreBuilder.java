package io.tickhouse.streams.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link ObjectStore}s: RocksDB with a changelog, no cache of Streams' own. */
public final class ObjectStoreBuilder implements StoreBuilder<ObjectStore> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;

    public ObjectStoreBuilder(String name) {
        this.inner = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    @Override
    public ObjectStore build() {
        return new ObjectStore(inner.build());
    }

    @Override
    public StoreBuilder<ObjectStore> withCachingEnabled() {
        throw new UnsupportedOperationException("the objects on the heap are the cache");
    }

    @Override
    public StoreBuilder<ObjectStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<ObjectStore> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<ObjectStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("without a changelog the state would not survive its instance");
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
