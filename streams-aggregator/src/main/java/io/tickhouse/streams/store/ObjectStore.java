package io.tickhouse.streams.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store of a task. What is in use are live objects on the processor's heap and are written here once a
 * commit, not once a trade: Streams calls {@link #flushCache} of a cached store before it flushes its producer and commits,
 * so that state, changelog, output and offsets stay one transaction. {@code CachedStateStore} is internal to Kafka Streams
 * and is used in this class alone.
 */
public final class ObjectStore implements StateStore, CachedStateStore<Object, Object> {
    private final KeyValueStore<Bytes, byte[]> inner;
    private Runnable saver = ObjectStore::nothing;

    ObjectStore(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    /** The bytes beneath. */
    public ByteStore bytes() {
        return new KeyValueBytes(inner);
    }

    /** Sets what writes the live objects into {@link #bytes} before each commit. */
    public void beforeCommit(Runnable saver) {
        this.saver = saver;
    }

    @Override
    public void flushCache() {
        saver.run();
    }

    @Override
    public void clearCache() {
        saver = ObjectStore::nothing;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        inner.commit(changelogOffsets);
    }

    @Override
    public Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // Streams asks for it still, and the store beneath answers
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public void close() {
        saver = ObjectStore::nothing;
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return inner.query(query, bound, config);
    }

    @Override
    public Position getPosition() {
        return inner.getPosition();
    }

    private static void nothing() {
        // nobody has live objects here
    }
}
