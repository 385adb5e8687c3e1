package io.tickhouse.ingest.ws.venue;

/**
 * Price levels as exact integers: a price is {@code prices[i] × 10^-priceScale}, likewise a quantity. Not to be changed.
 *
 * @param prices above 0
 * @param quantities 0 or more; 0 removes a level
 * @param priceScale 0 to 18
 * @param quantityScale 0 to 18
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Levels(long[] prices, long[] quantities, int priceScale, int quantityScale) {
    /** No level. */
    public static final Levels NONE = new Levels(new long[0], new long[0], 0, 0);

    /** How many. */
    public int size() {
        return prices.length;
    }
}
