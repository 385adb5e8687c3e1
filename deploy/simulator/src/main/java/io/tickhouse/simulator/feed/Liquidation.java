package io.tickhouse.simulator.feed;

/**
 * A position closed by the venue: an order that took from the book.
 *
 * @param sell whether it sold, that is: a long position was closed
 * @param limitTicks the price it would have gone to
 * @param quantity all of it, a mantissa at the instrument's scale
 * @param lastQuantity of its last trade
 * @param value price × quantity of its trades, a mantissa at the instrument's value scale
 * @param micros microseconds since the epoch, UTC
 */
public record Liquidation(boolean sell, long limitTicks, long quantity, long lastQuantity, long value, long micros) {}
