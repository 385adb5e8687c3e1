package io.tickhouse.ingest.bulk.decode;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact sum of quantities. Adds whole numbers of one scale as longs as long as they fit; not thread-safe. */
public final class VolumeSum {
    private BigDecimal settled = BigDecimal.ZERO;
    private long pending;
    private int scale;
    private boolean used;

    /** Adds {@code unscaled} × 10^-{@code unscaledScale}. */
    public void add(long unscaled, int unscaledScale) {
        used = true;
        long sum = pending + unscaled;
        if (unscaledScale != scale || ((pending ^ sum) & (unscaled ^ sum)) < 0) {
            settle();
            scale = unscaledScale;
            sum = unscaled;
        }
        pending = sum;
    }

    public void add(BigDecimal quantity) {
        used = true;
        settled = settled.add(quantity);
    }

    private void settle() {
        settled = settled.add(new BigDecimal(BigInteger.valueOf(pending), scale));
        pending = 0;
    }

    /** Whether anything was added, be it zero. */
    public boolean isUsed() {
        return used;
    }

    public BigDecimal value() {
        settle();
        return settled;
    }
}
