package io.tickhouse.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** Makes all stores of the process share one bounded memory; by default each partition's store would take its own. */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** Setting that holds the bound, a {@link Long}. */
    static final String BYTES = "tickhouse.rocksdb.bytes";

    private static final long BLOCK_BYTES = 16 * 1024;
    private static final long WRITE_BUFFER_BYTES = 8L << 20;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        Shared shared = Shared.of((Long) settings.get(BYTES));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache);
        table.setBlockSize(BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.writes);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // the shared memory lives as long as the process
    }

    /** The memory all stores share. */
    private record Shared(Cache cache, WriteBufferManager writes) {
        private static final java.util.concurrent.ConcurrentHashMap<Long, Shared> BY_SIZE =
                new java.util.concurrent.ConcurrentHashMap<>();

        static Shared of(long bytes) {
            return BY_SIZE.computeIfAbsent(bytes, size -> {
                RocksDB.loadLibrary();
                LRUCache cache = new LRUCache(size);
                return new Shared(cache, new WriteBufferManager(size / 2, cache));
            });
        }
    }
}
