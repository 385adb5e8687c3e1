package io.tickhouse.simulator.feed;

/** The last trades of a symbol, by id: ids are contiguous, so an id says where a trade lies. */
public final class TradeTape {
    /** As many are remembered. */
    public static final int KEPT = 1 << 16;

    private static final int MASK = KEPT - 1;

    private final long[] ticks = new long[KEPT];
    private final long[] quantities = new long[KEPT];
    private final long[] times = new long[KEPT];
    private final long firstId;
    private long nextId;

    TradeTape(long firstId) {
        this.firstId = firstId;
        this.nextId = firstId;
    }

    long add(long price, long quantity, boolean buyerMaker, long micros) {
        int at = (int) nextId & MASK;
        ticks[at] = price;
        quantities[at] = quantity;
        times[at] = (micros << 1) | (buyerMaker ? 1 : 0);
        return nextId++;
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
        return ticks[(int) id & MASK];
    }

    public long quantity(long id) {
        return quantities[(int) id & MASK];
    }

    public boolean buyerMaker(long id) {
        return (times[(int) id & MASK] & 1) == 1;
    }

    /** Microseconds since the epoch, UTC. */
    public long micros(long id) {
        return times[(int) id & MASK] >>> 1;
    }
}
