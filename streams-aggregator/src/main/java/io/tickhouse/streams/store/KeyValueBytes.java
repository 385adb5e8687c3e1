package io.tickhouse.streams.store;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A key-value store of Kafka Streams as a {@link ByteStore}. */
final class KeyValueBytes implements ByteStore {
    private final KeyValueStore<Bytes, byte[]> store;

    KeyValueBytes(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return store.get(key);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        store.put(key, value);
    }

    @Override
    public void delete(Bytes key) {
        store.delete(key);
    }

    @Override
    public void scan(Bytes from, Bytes to, BiConsumer<Bytes, byte[]> visitor) {
        try (KeyValueIterator<Bytes, byte[]> all = store.range(from, to)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (!entry.key.equals(to)) {
                    visitor.accept(entry.key, entry.value);
                }
            }
        }
    }
}
