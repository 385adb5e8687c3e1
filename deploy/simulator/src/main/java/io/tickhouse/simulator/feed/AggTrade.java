package io.tickhouse.simulator.feed;

/**
 * Trades of one side and price as one.
 *
 * @param id contiguous, of a count of its own
 * @param ticks price
 * @param quantity mantissa at the instrument's scale
 * @param firstId of the first trade in it
 * @param lastId of the last one
 * @param micros time of the last one, microseconds since the epoch, UTC
 */
public record AggTrade(
        long id, long ticks, long quantity, long firstId, long lastId, boolean buyerMaker, long micros) {}
