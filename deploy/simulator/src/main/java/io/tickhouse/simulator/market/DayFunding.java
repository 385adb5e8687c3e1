package io.tickhouse.simulator.market;

/**
 * The three funding rates that a day's premiums make, each settled at the end of its eight hours: 08:00, 16:00 and
 * midnight. Rate = average premium + clamp(interest − average premium, ±0.05 %), with 0.01 % interest for eight hours.
 * Source: Binance's "Introduction to Binance Futures Funding Rates".
 */
public final class DayFunding {
    /** Interest alone: what is settled before any premium was measured. A mantissa at 8 decimals. */
    public static final long INTEREST = 10_000;

    private static final long CLAMP = 50_000;
    private static final int JITTER_MILLIS = 10;

    private DayFunding() {}

    /** Rates of the day's three intervals, in order: mantissas at 8 decimals. */
    public static long[] rates(DayPlan plan) {
        ReferencePrices prices = new ReferencePrices(plan);
        long[] sums = new long[3];
        for (int i = 0; prices.next(); i++) {
            sums[i / ReferencePrices.FUNDING_SECONDS] += prices.premium();
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = rate(sums[i] / ReferencePrices.FUNDING_SECONDS);
        }
        return sums;
    }

    /** How many milliseconds after the hour the venue noted each of the settlements of 00:00, 08:00 and 16:00. */
    public static int[] jitterMillis(DayPlan plan) {
        SplitMix random = new SplitMix(SplitMix.derive(plan.seed(), "funding"));
        return new int[] {random.below(JITTER_MILLIS), random.below(JITTER_MILLIS), random.below(JITTER_MILLIS)};
    }

    static long rate(long averagePremium) {
        return averagePremium + Math.clamp(INTEREST - averagePremium, -CLAMP, CLAMP);
    }
}
