package io.tickhouse.simulator.feed;

/**
 * One side of a simulated book: quantities by price in ticks, and which prices changed since each pace of diffs was taken
 * last. A ring around the best price: all levels lie within {@link #REACH} of it.
 */
final class BookSide {
    /** Levels farther from the best than so many ticks are cancelled. */
    static final int REACH = 12_000;

    private static final int SIZE = 1 << 16;
    private static final int MASK = SIZE - 1;

    private final boolean bids;
    private final long[] quantities = new long[SIZE];
    private final byte[] listed = new byte[SIZE];
    private final long[][] changed;
    private final int[] changes;
    private final int allPaces;
    private long best;
    private int levels;

    BookSide(boolean bids, int paces) {
        this.bids = bids;
        this.changed = new long[paces][64];
        this.changes = new int[paces];
        this.allPaces = (1 << paces) - 1;
    }

    long quantity(long ticks) {
        return Math.abs(ticks - best) > 2 * REACH ? 0 : quantities[index(ticks)];
    }

    /** Best price in ticks; there is always one, once there was. */
    long best() {
        return best;
    }

    int levels() {
        return levels;
    }

    /** The next price with a quantity behind this one. */
    long behind(long ticks) {
        long next = ticks;
        do {
            next += bids ? -1 : 1;
            if (Math.abs(next - ticks) > 2 * REACH) {
                throw new IllegalStateException("expected a level behind " + ticks + ", found none");
            }
        } while (quantities[index(next)] == 0);
        return next;
    }

    /** Whether the first price is better for whoever takes. */
    boolean isBetter(long ticks, long than) {
        return bids ? ticks > than : ticks < than;
    }

    /** Sets what is offered at a price; 0 for nothing. */
    void set(long ticks, long quantity) {
        int at = index(ticks);
        long before = quantities[at];
        quantities[at] = quantity;
        note(ticks, at);
        if (before == 0 && quantity > 0) {
            levels++;
            if (levels == 1 || isBetter(ticks, best)) {
                best = ticks;
            }
        } else if (before > 0 && quantity == 0) {
            levels--;
            if (ticks == best && levels > 0) {
                best = behind(ticks);
            }
        }
    }

    private void note(long ticks, int at) {
        int missing = allPaces & ~listed[at];
        if (missing == 0) {
            return;
        }
        listed[at] = (byte) allPaces;
        for (int pace = 0; pace < changed.length; pace++) {
            if ((missing & (1 << pace)) != 0) {
                if (changes[pace] == changed[pace].length) {
                    changed[pace] = java.util.Arrays.copyOf(changed[pace], 2 * changes[pace]);
                }
                changed[pace][changes[pace]++] = ticks;
            }
        }
    }

    /** The prices changed since this was called last for the pace, ascending. */
    long[] takeChanges(int pace) {
        long[] taken = java.util.Arrays.copyOf(changed[pace], changes[pace]);
        for (long ticks : taken) {
            listed[index(ticks)] &= (byte) ~(1 << pace);
        }
        changes[pace] = 0;
        java.util.Arrays.sort(taken);
        return taken;
    }

    /** The best levels, best first: prices in ticks, then as many quantities. */
    long[][] top(int most) {
        int count = Math.min(most, levels);
        long[][] top = new long[2][count];
        long ticks = best;
        for (int i = 0; i < count; i++) {
            ticks = i == 0 ? best : behind(ticks);
            top[0][i] = ticks;
            top[1][i] = quantities[index(ticks)];
        }
        return top;
    }

    private static int index(long ticks) {
        return (int) ticks & MASK;
    }
}
