package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.SplitMix;
import java.util.Arrays;
import java.util.Optional;

/**
 * A simulated order book. Every change takes an id: on spot the next one, on futures a later one, since ids are shared by
 * all symbols there.
 */
public final class LiveBook {
    private final BookSide bids;
    private final BookSide asks;
    private final SplitMix random;
    private final int idStep;
    private final long[] firstIds;
    private final long[] takenIds;
    private long updateId;
    private long bidFloor;
    private long askCeiling;

    /**
     * @param paces of diffs
     * @param idStep most that an id is above the one before
     */
    LiveBook(SplitMix random, int paces, int idStep, long firstId) {
        this.bids = new BookSide(true, paces);
        this.asks = new BookSide(false, paces);
        this.random = random;
        this.idStep = idStep;
        this.firstIds = new long[paces];
        this.takenIds = new long[paces];
        this.updateId = firstId;
    }

    /** What was set so far is how the book begins, no change of it. */
    void begin() {
        for (int pace = 0; pace < takenIds.length; pace++) {
            takeDiff(pace);
        }
        bidFloor = bids.best() - BookSide.REACH;
        askCeiling = asks.best() + BookSide.REACH;
    }

    BookSide side(boolean bid) {
        return bid ? bids : asks;
    }

    void set(boolean bid, long ticks, long quantity) {
        updateId += idStep == 1 ? 1 : 1 + random.below(idStep);
        side(bid).set(ticks, quantity);
        for (int pace = 0; pace < firstIds.length; pace++) {
            if (firstIds[pace] == 0) {
                firstIds[pace] = updateId;
            }
        }
    }

    /** Cancels what has been left far behind by the best prices. */
    void trim() {
        long floor = bids.best() - BookSide.REACH;
        for (long ticks = Math.max(1, bidFloor); ticks < floor; ticks++) {
            cancel(true, ticks);
        }
        bidFloor = floor;
        long ceiling = asks.best() + BookSide.REACH;
        for (long ticks = askCeiling; ticks > ceiling; ticks--) {
            cancel(false, ticks);
        }
        askCeiling = ceiling;
    }

    private void cancel(boolean bid, long ticks) {
        if (side(bid).quantity(ticks) > 0) {
            set(bid, ticks, 0);
        }
    }

    /** Of the last change. */
    public long updateId() {
        return updateId;
    }

    public long bestBid() {
        return bids.best();
    }

    public long bestBidQuantity() {
        return bids.quantity(bids.best());
    }

    public long bestAsk() {
        return asks.best();
    }

    public long bestAskQuantity() {
        return asks.quantity(asks.best());
    }

    /** What changed since this was called last for the pace; empty when nothing did. */
    public Optional<BookDiff> takeDiff(int pace) {
        long[] bidTicks = bids.takeChanges(pace);
        long[] askTicks = asks.takeChanges(pace);
        long first = firstIds[pace];
        long previous = takenIds[pace];
        firstIds[pace] = 0;
        takenIds[pace] = updateId;
        if (bidTicks.length + askTicks.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new BookDiff(
                first, updateId, previous, bidTicks, quantities(bids, bidTicks), askTicks, quantities(asks, askTicks)));
    }

    private static long[] quantities(BookSide side, long[] ticks) {
        return Arrays.stream(ticks).map(side::quantity).toArray();
    }

    /** The book as it stands, so many levels a side at most. */
    public BookImage image(int levels) {
        long[][] bid = bids.top(levels);
        long[][] ask = asks.top(levels);
        return new BookImage(updateId, bid[0], bid[1], ask[0], ask[1]);
    }
}
