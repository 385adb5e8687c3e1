package io.tickhouse.simulator.feed;

/**
 * A book at one moment, best levels first.
 *
 * @param updateId the last change in it
 * @param bidTicks prices in ticks, descending
 * @param bids quantities, mantissas at the instrument's scale
 * @param askTicks prices in ticks, ascending
 * @param asks quantities
 */
public record BookImage(long updateId, long[] bidTicks, long[] bids, long[] askTicks, long[] asks) {}
