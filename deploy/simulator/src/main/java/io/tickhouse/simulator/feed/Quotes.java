package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.Sizes;
import io.tickhouse.simulator.market.SplitMix;

/** Those who place and cancel orders: the book's quantities, most of them near the best prices. */
final class Quotes {
    private static final int LEVELS = 1_000;
    private static final int FIRST_IMAGE_LEVELS = 5_000;
    private static final double CANCELLED = 0.6;

    private final LiveBook book;
    private final SplitMix random;
    private final Sizes sizes;
    private final int reachBits;
    private final int widestGap;
    private BookImage firstImage = new BookImage(0, new long[0], new long[0], new long[0], new long[0]);
    private long bid;
    private long bidQuantity;
    private long ask;
    private long askQuantity;

    /** @param fineTick whether levels lie many ticks apart */
    Quotes(LiveBook book, SplitMix random, Sizes sizes, boolean fineTick) {
        this.book = book;
        this.random = random;
        this.sizes = sizes;
        this.reachBits = fineTick ? 13 : 10;
        this.widestGap = fineTick ? 20 : 2;
    }

    /** Fills the empty book from the best prices outwards. */
    void open(long bestBid, long bestAsk) {
        long buying = bestBid;
        long selling = bestAsk;
        for (int i = 0; i < LEVELS; i++) {
            if (buying > 0) {
                book.set(true, buying, size());
            }
            book.set(false, selling, size());
            buying -= 1L + random.below(widestGap);
            selling += 1L + random.below(widestGap);
        }
        book.begin();
        bestChanged();
        firstImage = book.image(FIRST_IMAGE_LEVELS);
    }

    BookImage firstImage() {
        return firstImage;
    }

    /** Makes these the best prices: what would be better is cancelled, what is not there placed. */
    void move(long bestBid, long bestAsk) {
        clear(true, bestBid);
        clear(false, bestAsk);
        place(true, bestBid);
        place(false, bestAsk);
    }

    private void clear(boolean bids, long best) {
        BookSide side = book.side(bids);
        while (side.isBetter(side.best(), best)) {
            if (side.levels() == 1) {
                book.set(bids, best, size());
            }
            book.set(bids, side.best(), 0);
        }
    }

    private void place(boolean bids, long ticks) {
        if (book.side(bids).quantity(ticks) == 0) {
            book.set(bids, ticks, size());
        }
    }

    /** Places, cancels or changes at one price. */
    void change() {
        boolean bids = random.below(2) == 0;
        BookSide side = book.side(bids);
        int distance = random.below(1 << random.below(reachBits + 1));
        long ticks = Math.max(1, side.best() + (bids ? -distance : distance));
        boolean cancel = distance > 0 && side.quantity(ticks) > 0 && random.chance(CANCELLED);
        book.set(bids, ticks, cancel ? 0 : size());
    }

    private long size() {
        return sizes.next() * (1 + random.below(4));
    }

    /** Whether the best prices or quantities are others than when this was called last. */
    boolean bestChanged() {
        boolean same = bid == book.bestBid()
                && ask == book.bestAsk()
                && bidQuantity == book.bestBidQuantity()
                && askQuantity == book.bestAskQuantity();
        bid = book.bestBid();
        ask = book.bestAsk();
        bidQuantity = book.bestBidQuantity();
        askQuantity = book.bestAskQuantity();
        return !same;
    }
}
