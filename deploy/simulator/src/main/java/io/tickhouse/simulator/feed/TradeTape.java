package io.tickhouse.simulator.feed;

import java.util.Arrays;

/** The last trades of a symbol, by id: ids are contiguous, so an id says where a trade lies. */
public final class TradeTape {
    /** As many are remembered. */
    public static final int KEPT = 1 << 16;

    private static final int FIRST_CAPACITY = 1 << 10;

    private long[] ticks = new long[FIRST_CAPACITY];
    private long[] quantities = new long[FIRST_CAPACITY];
    private long[] times = new long[FIRST_CAPACITY];
    private final long firstId;
    private long nextId;

    TradeTape(long firstId) {
        this.firstId = firstId;
        this.nextId = firstId;
    }

    long add(long price, long quantity, boolean buyerMaker, long micros) {
        if (nextId - firstId == ticks.length && ticks.length < KEPT) {
            grow();
        }
        int at = at(nextId);
        ticks[at] = price;
        quantities[at] = quantity;
        times[at] = (micros << 1) | (buyerMaker ? 1 : 0);
        return nextId++;
    }

    /** Nothing has been overwritten before it has grown to what is kept, so all stay where they are. */
    private void grow() {
        ticks = Arrays.copyOf(ticks, 2 * ticks.length);
        quantities = Arrays.copyOf(quantities, ticks.length);
        times = Arrays.copyOf(times, ticks.length);
    }

    private int at(long id) {
        return (int) (id - firstId) & (ticks.length - 1);
    }

    /** Of the market's first trade. */
    public long firstId() {
        return firstId;
    }

    /** Of the last trade; one less than {@link #firstId()} when there was none. */
    public long lastId() {
        return nextId - 1;
    }

    /** Of the oldest trade that is remembered; above {@link #lastId()} when there was none. */
    public long oldestId() {
        return Math.max(firstId, nextId - KEPT);
    }

    /** Price in ticks, of a remembered trade as the following. */
    public long ticks(long id) {
        return ticks[at(id)];
    }

    public long quantity(long id) {
        return quantities[at(id)];
    }

    public boolean buyerMaker(long id) {
        return (times[at(id)] & 1) == 1;
    }

    /** Microseconds since the epoch, UTC. */
    public long micros(long id) {
        return times[at(id)] >>> 1;
    }
}
