package io.tickhouse.streams.store;

import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A store that ends with its process. */
public final class HeapBytes implements ByteStore {
    private final TreeMap<Bytes, byte[]> bytes = new TreeMap<>();

    @Override
    public byte @Nullable [] get(Bytes key) {
        return bytes.get(key);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        bytes.put(key, value);
    }

    @Override
    public void delete(Bytes key) {
        bytes.remove(key);
    }

    @Override
    public void scan(Bytes from, Bytes to, BiConsumer<Bytes, byte[]> visitor) {
        new TreeMap<>(bytes.subMap(from, to)).forEach(visitor);
    }
}
