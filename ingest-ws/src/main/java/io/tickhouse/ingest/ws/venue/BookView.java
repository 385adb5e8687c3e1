package io.tickhouse.ingest.ws.venue;

/** An order book as checksums and snapshots read it: exact integers, best level first. */
public interface BookView {
    /** Levels known on the bid side. */
    int bids();

    /** Levels known on the ask side. */
    int asks();

    /** Price of the bid that many levels from the best, at {@link #priceScale}. */
    long bidPrice(int fromBest);

    /** Its quantity, at {@link #quantityScale}. */
    long bidQuantity(int fromBest);

    long askPrice(int fromBest);

    long askQuantity(int fromBest);

    /** Decimals of prices. */
    int priceScale();

    /** Decimals of quantities. */
    int quantityScale();
}
