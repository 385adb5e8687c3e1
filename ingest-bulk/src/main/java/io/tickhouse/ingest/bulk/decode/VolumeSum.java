package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.market.Decimals;
import java.math.BigDecimal;

/** An exact sum of quantities. Adds whole numbers of each scale as longs as long as they fit; not thread-safe. */
public final class VolumeSum {
    private final long[] pending = new long[Decimals.SCALE + 1];
    private BigDecimal settled = BigDecimal.ZERO;
    private boolean used;

    /**
     * Adds {@code unscaled} × 10^-{@code scale}.
     *
     * @param scale 0 to 18
     */
    public void add(long unscaled, int scale) {
        used = true;
        long before = pending[scale];
        long sum = before + unscaled;
        if (((before ^ sum) & (unscaled ^ sum)) < 0) {
            settled = settled.add(BigDecimal.valueOf(before, scale));
            sum = unscaled;
        }
        pending[scale] = sum;
    }

    public void add(BigDecimal quantity) {
        used = true;
        settled = settled.add(quantity);
    }

    /** Whether anything was added, be it zero. */
    public boolean isUsed() {
        return used;
    }

    public BigDecimal value() {
        BigDecimal sum = settled;
        for (int scale = 0; scale < pending.length; scale++) {
            sum = pending[scale] == 0 ? sum : sum.add(BigDecimal.valueOf(pending[scale], scale));
        }
        return sum;
    }
}
