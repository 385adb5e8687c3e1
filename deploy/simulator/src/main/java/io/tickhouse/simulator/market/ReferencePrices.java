package io.tickhouse.simulator.market;

/**
 * What a futures venue derives beside its trades, one sample a second: the index (what the coin costs elsewhere, here the
 * trades' own smoothed price less a seeded basis), the premium of the last trade over it, and the mark between the two.
 * It starts anew from the opening level each midnight, so that a day's samples need no other day. A cursor:
 * {@link #next()} moves it, the other methods read the sample it stands on.
 */
public final class ReferencePrices {
    /** Decimals of every price and premium here, as in the venue's files. */
    public static final int SCALE = 8;

    /** Eight hours: a funding interval, and the reach of one basis. */
    public static final int FUNDING_SECONDS = 28_800;

    private static final int DAY_SECONDS = 86_400;
    private static final int SMOOTHING_SECONDS = 64;
    private static final long BASIS_LIMIT = 200_000;

    private final DayTrades trades;
    private final long dayStart;
    private final long toScale;
    private final long[] basisByBoundary;
    private boolean pending;
    private int second = -1;
    private long last;
    private long smoothed;
    private long index;

    public ReferencePrices(DayPlan plan) {
        this.trades = new DayTrades(plan);
        this.pending = trades.next();
        this.dayStart = Interval.startOf(plan.date());
        this.toScale = Instrument.pow10(SCALE - plan.instrument().priceScale());
        this.last = plan.openTicks() * plan.instrument().tick() * toScale;
        this.smoothed = last;
        SplitMix random = new SplitMix(SplitMix.derive(plan.seed(), "basis"));
        // none at midnight, since the day before knows nothing of this one
        this.basisByBoundary = new long[] {0, basis(random), basis(random), 0};
    }

    /** Moves to the next second of the day, 00:00:00 first; false after 23:59:59. */
    public boolean next() {
        if (++second == DAY_SECONDS) {
            return false;
        }
        while (pending && trades.epochMicros() <= epochSecond() * 1_000_000) {
            last = trades.price() * toScale;
            pending = trades.next();
        }
        smoothed += (last - smoothed) / SMOOTHING_SECONDS;
        int window = second / FUNDING_SECONDS;
        long into = second % FUNDING_SECONDS;
        long from = basisByBoundary[window];
        long basis = from + (basisByBoundary[window + 1] - from) * into / FUNDING_SECONDS;
        index = smoothed - smoothed / 1_000 * basis / 100_000;
        return true;
    }

    /** Of the sample, UTC. */
    public long epochSecond() {
        return dayStart + second;
    }

    /** Price mantissa at {@link #SCALE}; positive. */
    public long index() {
        return index;
    }

    /** Price mantissa at {@link #SCALE}: half-way from the index to the last trade. */
    public long mark() {
        return index + (last - index) / 2;
    }

    /** (last trade − index) / index, a mantissa at {@link #SCALE}; may be negative. */
    public long premium() {
        // in two steps, for the product of both powers of ten would leave the long
        return (last - index) * 1_000_000 / (index / 100);
    }

    /** Up to 0.2 % to either side. */
    private static long basis(SplitMix random) {
        return random.below((int) (2 * BASIS_LIMIT + 1)) - BASIS_LIMIT;
    }
}
