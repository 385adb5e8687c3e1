package io.tickhouse.simulator.feed;

/**
 * What changed in a book over one pace: prices with the quantity that is there now, 0 for none.
 *
 * @param firstId of the first change in it
 * @param lastId of the last one
 * @param previousId the {@code lastId} of the diff before it
 * @param bidTicks ascending
 * @param askTicks ascending
 */
public record BookDiff(
        long firstId, long lastId, long previousId, long[] bidTicks, long[] bids, long[] askTicks, long[] asks) {}
