package io.tickhouse.simulator.market;

import java.util.UUID;

/** Trade ids of venues that number nothing: a UUID a trade, the same for the same seed. */
public final class MatchIds {
    private static final long VERSION_5 = 0x5000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final long seed;

    public MatchIds(DayPlan plan) {
        this.seed = SplitMix.derive(plan.seed(), "matches");
    }

    /** Version 5, as the venue's are. */
    public UUID of(long tradeId) {
        SplitMix random = new SplitMix(SplitMix.derive(seed, tradeId));
        return new UUID((random.nextLong() & ~0xF000L) | VERSION_5, (random.nextLong() & ~(0b11L << 62)) | VARIANT);
    }
}
