package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.SplitMix;

/**
 * When orders come, without an end: at random, some following the last one at once, and in minutes that are quiet or hectic
 * (half to twice the average) with a memory of each other.
 */
final class OrderArrivals {
    private static final double REACTION = 0.25;
    private static final double REACTION_SHARE = 0.01;
    private static final long MINUTE_MICROS = 60_000_000;

    private final SplitMix random;
    private final double meanGapMicros;
    private long minute = Long.MIN_VALUE;
    private double memory;
    private double activity = 1;

    OrderArrivals(SplitMix random, double ordersPerSecond) {
        this.random = random;
        this.meanGapMicros = 1_000_000 / ordersPerSecond / (1 - REACTION + REACTION * REACTION_SHARE);
    }

    /** The time of the order after one at this time; microseconds since the epoch. */
    long after(long micros) {
        long now = Math.floorDiv(micros, MINUTE_MICROS);
        if (now != minute) {
            minute = now;
            double shock = (Long.bitCount(random.nextLong()) - 32) / 4.0;
            memory = 0.93 * memory + 0.12 * shock;
            activity = Math.clamp(StrictMath.exp(memory), 0.5, 2);
        }
        double gap = -StrictMath.log(1 - random.unit()) * meanGapMicros / activity;
        return micros + (long) (random.chance(REACTION) ? gap * REACTION_SHARE : gap);
    }
}
