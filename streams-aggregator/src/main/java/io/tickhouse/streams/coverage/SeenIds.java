package io.tickhouse.streams.coverage;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last ids seen of one instrument whose venue's ids only identify. The limit is its weakness: a copy that comes after
 * that many other trades counts again, and nothing can be proven complete by it.
 */
public final class SeenIds {
    private final @Nullable String[] slots;
    private final Set<String> ids = new HashSet<>();
    private long added;
    private long earliest;
    private long latest;

    /** @param limit how many ids are remembered, 1 or more */
    public SeenIds(int limit) {
        this(limit, 0, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    /** A memory as saved, to be filled by {@link #restore}. */
    public SeenIds(int limit, long added, long earliest, long latest) {
        this.slots = new @Nullable String[limit];
        this.added = added;
        this.earliest = earliest;
        this.latest = latest;
    }

    public boolean seen(String id) {
        return ids.contains(id);
    }

    /**
     * Remembers an id not seen before, in the place of the oldest when full.
     *
     * @param time event time, microseconds since 1970-01-01T00:00:00Z
     * @return the slot it was put in
     */
    public int add(String id, long time) {
        int slot = (int) (added % slots.length);
        restore(slot, id);
        added++;
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        return slot;
    }

    /** Puts a saved id back into its slot; one beyond the limit, which may have been lowered, is forgotten. */
    public void restore(int slot, String id) {
        if (slot < slots.length) {
            String oldest = slots[slot];
            if (oldest != null) {
                ids.remove(oldest);
            }
            slots[slot] = id;
            ids.add(id);
        }
    }

    /** True when seen trades may lie within {@code from} (inclusive) and {@code to} (exclusive). */
    public boolean touches(long from, long to) {
        return earliest < to && latest >= from;
    }

    /** Ids ever added. */
    public long added() {
        return added;
    }

    public long earliest() {
        return earliest;
    }

    public long latest() {
        return latest;
    }
}
