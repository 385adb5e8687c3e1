package io.tickhouse.sink.clickhouse.map;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Memory that blocks are made of and give back once their rows are written: a sink fills as much of it every second as its heap
 * has, and a collector would have to move and clear it all. Not thread-safe: blocks are filled and released on one thread.
 */
public final class ChunkPool {
    static final int CHUNK = 64 << 10;

    private final Deque<byte[]> free = new ArrayDeque<>();
    private final int most;

    /** @param mostBytes of memory kept for the next blocks */
    public ChunkPool(long mostBytes) {
        most = Math.toIntExact(mostBytes / CHUNK);
    }

    /** Chunks that are not given back. */
    static Lease unpooled() {
        return new ChunkPool(0).lease();
    }

    /** The chunks of one block. */
    Lease lease() {
        return new Lease();
    }

    /** What one block holds of the pool. */
    final class Lease {
        private List<byte[]> taken = new ArrayList<>();

        byte[] take() {
            byte[] chunk = free.pollLast();
            if (chunk == null) {
                chunk = new byte[CHUNK];
            }
            taken.add(chunk);
            return chunk;
        }

        /** Gives all back. Nothing may read or write the block any more. */
        void release() {
            List<byte[]> all = taken;
            taken = List.of(); // a block that grows on after its release fails here
            all.stream().limit(Math.max(0, most - free.size())).forEach(free::add);
        }
    }
}
