package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.SplitMix;

/**
 * What a futures venue derives beside its trades, sampled each second: the index (the last price smoothed, less a seeded
 * basis), the mark half-way to the last price, the funding rate and the open interest. Prices are mantissas at
 * {@link #SCALE}.
 */
public final class ReferenceRates {
    /** Decimals of every price and rate here, as the venue gives them. */
    public static final int SCALE = 8;

    /** Of the venue's standard: 00:00, 08:00 and 16:00 UTC. */
    public static final long FUNDING_MICROS = 8L * 3_600 * 1_000_000;

    private static final int SMOOTHING = 64;
    private static final long INTEREST = 10_000; // 0.01 % a period
    private static final long RATE_LIMIT = 300_000;

    private final long seed;
    private long last;
    private long smoothed;
    private long index;
    private long premium;
    private long openInterest;

    ReferenceRates(long seed, long price, long openInterest) {
        this.seed = seed;
        this.last = price;
        this.smoothed = price;
        this.index = price;
        this.openInterest = openInterest;
    }

    /**
     * Takes a sample.
     *
     * @param price of the last trade, a mantissa at {@link #SCALE}
     * @param flow bought less sold since the last sample, a mantissa at the scale of quantities
     */
    void sample(long price, long flow, long micros) {
        last = price;
        smoothed += (last - smoothed) / SMOOTHING;
        long basis = new SplitMix(SplitMix.derive(seed, Math.floorDiv(micros, FUNDING_MICROS))).below(2_001) - 1_000L;
        index = smoothed - smoothed / 10_000 * basis / 1_000;
        premium += ((last - index) * 1_000 / (index / 100_000) - premium) / SMOOTHING;
        openInterest = Math.max(openInterest / 2, openInterest + flow / 4);
    }

    public long mark() {
        return index + (last - index) / 2;
    }

    public long index() {
        return index;
    }

    /** The estimated settlement price: the index. */
    public long settlement() {
        return smoothed;
    }

    /** The rate as it stands, a mantissa at {@link #SCALE}; may be negative. */
    public long rate() {
        return Math.clamp(INTEREST + premium / 8, -RATE_LIMIT, RATE_LIMIT);
    }

    /** Of a settlement that is past, a mantissa at {@link #SCALE}: of the seed and its time alone. */
    public long settledRate(long fundingMicros) {
        return INTEREST + new SplitMix(SplitMix.derive(seed, fundingMicros)).below(20_001) - 10_000L;
    }

    /** The first funding after that time; both in microseconds since the epoch, UTC. */
    public static long nextFunding(long micros) {
        return (Math.floorDiv(micros, FUNDING_MICROS) + 1) * FUNDING_MICROS;
    }

    /** A mantissa at the scale of quantities. */
    public long openInterest() {
        return openInterest;
    }
}
