package io.tickhouse.ingest.ws.book;

import io.tickhouse.ingest.ws.venue.Levels;
import java.util.Arrays;

/**
 * One side of a book: levels in order of price, the best one last, so that what changes most moves least. Keys are prices
 * for bids and negative prices for asks; a higher key is a better price on either side.
 */
final class BookSide {
    /** Levels kept a side; a side that grows to twice as many is cut back to its best ones. */
    static final int MOST_KEPT = 10_000;

    private static final int FIRST_CAPACITY = 128;

    private final int sign;
    private long[] keys = new long[FIRST_CAPACITY];
    private long[] quantities = new long[FIRST_CAPACITY];
    private int size;
    /** From this key upwards the side is complete; below, levels stand that are known by chance. */
    private long horizon = Long.MIN_VALUE;

    private BookSide(int sign) {
        this.sign = sign;
    }

    static BookSide bids() {
        return new BookSide(1);
    }

    static BookSide asks() {
        return new BookSide(-1);
    }

    /** Levels, those beyond the horizon included. */
    int size() {
        return size;
    }

    long price(int fromBest) {
        return sign * keys[size - 1 - fromBest];
    }

    long quantity(int fromBest) {
        return quantities[size - 1 - fromBest];
    }

    /** The best key; the lowest possible one when the side is empty. */
    long bestKey() {
        return size == 0 ? Long.MIN_VALUE : keys[size - 1];
    }

    /** Levels down to the horizon: from the best on, without a hole. */
    int complete() {
        return horizon == Long.MIN_VALUE ? size : size - search(horizon);
    }

    /** True when levels may exist that are not known. */
    boolean hasHorizon() {
        return horizon != Long.MIN_VALUE;
    }

    long horizon() {
        return horizon;
    }

    /** What is below the worst level may exist without being known. */
    void endAtWorst() {
        horizon = size == 0 ? Long.MIN_VALUE : keys[0];
    }

    /** A side of so many levels may go on unseen behind the worst; a shorter one is whole. */
    void endWhereCut(int most) {
        horizon = size < most ? Long.MIN_VALUE : keys[0];
    }

    /** Sets levels whose numbers are to be multiplied by the factors first; checked by the caller to fit. */
    void set(Levels levels, long priceFactor, long quantityFactor) {
        long[] prices = levels.prices();
        long[] changed = levels.quantities();
        for (int i = 0; i < prices.length; i++) {
            set(sign * prices[i] * priceFactor, changed[i] * quantityFactor);
        }
    }

    private void set(long key, long quantity) {
        int at = search(key);
        boolean there = at < size && keys[at] == key;
        if (quantity == 0) {
            if (there) {
                remove(at);
            }
        } else if (there) {
            quantities[at] = quantity;
        } else {
            insert(at, key, quantity);
        }
    }

    /** Index of the first key not below that one; looks near the best price first. */
    private int search(long key) {
        int high = size;
        int step = 1;
        while (high - step >= 0 && keys[high - step] >= key) {
            high -= step;
            step <<= 1;
        }
        int low = Math.max(0, high - step);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void remove(int at) {
        size--;
        System.arraycopy(keys, at + 1, keys, at, size - at);
        System.arraycopy(quantities, at + 1, quantities, at, size - at);
    }

    private void insert(int at, long key, long quantity) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            quantities = Arrays.copyOf(quantities, 2 * size);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(quantities, at, quantities, at + 1, size - at);
        keys[at] = key;
        quantities[at] = quantity;
        size++;
        if (size > 2 * MOST_KEPT) {
            cut(MOST_KEPT);
            horizon = Math.max(horizon, keys[0]);
        }
    }

    /** Keeps the best levels only. */
    void cut(int most) {
        if (size > most) {
            System.arraycopy(keys, size - most, keys, 0, most);
            System.arraycopy(quantities, size - most, quantities, 0, most);
            size = most;
        }
    }

    /**
     * Multiplies all numbers, since finer ones are to come.
     *
     * @throws ArithmeticException if one does not fit a long then
     */
    void scale(long priceFactor, long quantityFactor) {
        for (int i = 0; i < size; i++) {
            keys[i] = Math.multiplyExact(keys[i], priceFactor);
            quantities[i] = Math.multiplyExact(quantities[i], quantityFactor);
        }
        horizon = horizon == Long.MIN_VALUE ? horizon : Math.multiplyExact(horizon, priceFactor);
    }
}
