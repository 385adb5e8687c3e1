package io.tickhouse.simulator.market;

/**
 * Trade sizes in the smallest quantity: log-normal (the number of set bits among 32 random ones is normal enough), with
 * people's round numbers and many smallest-allowed sizes among them. Whole numbers throughout.
 */
public final class Sizes {
    private static final double SMALLEST = 0.06;
    private static final double ROUND = 0.2;

    private final SplitMix random;
    private final long medianLots;
    private final long smallestLots;

    public Sizes(SplitMix random, long medianLots) {
        this.random = random;
        this.medianLots = medianLots;
        this.smallestLots = Math.max(1, medianLots / 33);
    }

    /** The next size, in the smallest quantity; at least 1. */
    public long next() {
        if (random.chance(SMALLEST)) {
            return smallestLots;
        }
        long bits = random.nextLong();
        int exponent = Long.bitCount(bits & 0xFFFF_FFFFL);
        long finer = (bits >>> 32) & 0xFFFF;
        // median × 2^(exponent − 16) × (0.75 … 1.5)
        long lots = ((medianLots * (0xC000 + finer * 3 / 4)) << exponent) >>> 32;
        if (random.chance(ROUND)) {
            lots = roundDown(lots);
        }
        return Math.max(lots, 1);
    }

    private static long roundDown(long lots) {
        long unit = 1;
        while (unit * 10 <= lots) {
            unit *= 10;
        }
        return lots - lots % unit;
    }
}
