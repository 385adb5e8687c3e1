package io.tickhouse.streams.coverage;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The last ids seen of one instrument whose venue's ids only identify, as 64-bit fingerprints. The limit is its weakness: a
 * copy that comes after that many other trades counts again. That a trade is taken for another one of the last n has a
 * probability of n / 2^64.
 */
public final class SeenIds {
    /** Fingerprints saved together. */
    public static final int CHUNK = 128;

    private static final int SMALLEST_TABLE = 256;

    private final int limit;
    private long[] ring;
    /** Open addressing with linear steps; 0 is free. */
    private long[] table = new long[SMALLEST_TABLE];

    private int size;
    private long added;
    private final BitSet changed = new BitSet();

    /** @param limit how many ids are remembered, 1 or more */
    public SeenIds(int limit) {
        this(limit, 0);
    }

    /** A memory as saved, to be filled by {@link #restore}. */
    public SeenIds(int limit, long added) {
        this.limit = limit;
        this.added = added;
        this.ring = new long[Math.min(limit, CHUNK)];
    }

    public boolean seen(String id) {
        return table[find(fingerprint(id))] != 0;
    }

    /** Remembers an id not seen before, in the place of the oldest when full. */
    public void add(String id) {
        int slot = (int) (added % limit);
        put(slot, fingerprint(id));
        changed.set(slot / CHUNK);
        added++;
    }

    private void put(int slot, long print) {
        if (slot >= ring.length) {
            ring = Arrays.copyOf(ring, (int) Math.min(limit, Math.max(2L * ring.length, slot + 1L)));
        }
        if (ring[slot] != 0) {
            forget(ring[slot]);
        }
        ring[slot] = print;
        remember(print);
    }

    /** Puts a saved chunk back into its place; what is beyond the limit, which may have been lowered, is forgotten. */
    public void restore(int chunk, long[] prints) {
        for (int i = 0; i < prints.length; i++) {
            long slot = (long) chunk * CHUNK + i;
            if (slot < limit && prints[i] != 0) {
                put((int) slot, prints[i]);
            }
        }
    }

    /** Hands over the chunks that changed since the last time. */
    public void save(ChunkVisitor visitor) {
        for (int chunk = changed.nextSetBit(0); chunk >= 0; chunk = changed.nextSetBit(chunk + 1)) {
            int from = chunk * CHUNK;
            visitor.chunk(chunk, Arrays.copyOfRange(ring, from, Math.min(ring.length, from + CHUNK)));
        }
        changed.clear();
    }

    /** Ids ever added. */
    public long added() {
        return added;
    }

    private void remember(long print) {
        if (2 * (size + 1) > table.length) {
            long[] before = table;
            table = new long[2 * before.length];
            for (long one : before) {
                if (one != 0) {
                    table[find(one)] = one;
                }
            }
        }
        int at = find(print);
        if (table[at] == 0) {
            table[at] = print;
            size++;
        }
    }

    /** Frees a place and moves those behind it that would no longer be found. */
    private void forget(long print) {
        int free = find(print);
        if (table[free] == 0) {
            return;
        }
        int mask = table.length - 1;
        for (int at = (free + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = (int) table[at] & mask;
            if (((at - home) & mask) >= ((at - free) & mask)) {
                table[free] = table[at];
                free = at;
            }
        }
        table[free] = 0;
        size--;
    }

    /** Where the fingerprint is or would be. */
    private int find(long print) {
        int mask = table.length - 1;
        int at = (int) print & mask;
        while (table[at] != 0 && table[at] != print) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** 64 well-mixed bits, never 0: a polynomial over the characters, then the finalizer of SplitMix64. */
    static long fingerprint(String id) {
        long hash = id.length();
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }

    /** Takes a chunk of fingerprints. */
    @FunctionalInterface
    public interface ChunkVisitor {
        void chunk(int chunk, long[] prints);
    }
}
