package io.tickhouse.streams.store;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A sorted store of bytes: where a task keeps what must outlive it. */
public interface ByteStore {
    byte @Nullable [] get(Bytes key);

    void put(Bytes key, byte[] value);

    void delete(Bytes key);

    /** What lies from one key to another, the latter excluded, in order. The store may be changed only afterwards. */
    void scan(Bytes from, Bytes to, BiConsumer<Bytes, byte[]> visitor);
}
