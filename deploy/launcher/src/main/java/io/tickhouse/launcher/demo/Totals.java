package io.tickhouse.launcher.demo;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Count and exact sums of an instrument's trades, as one place knows them.
 *
 * @param trades how many
 * @param volume sum of quantities
 * @param quoteVolume sum of price × quantity; empty where it has no meaning, as for contracts
 */
record Totals(long trades, BigDecimal volume, Optional<BigDecimal> quoteVolume) {

    /** True when count and sums agree to the last digit. */
    boolean agreesWith(Totals other) {
        return trades == other.trades
                && volume.compareTo(other.volume) == 0
                && quoteVolume.isPresent() == other.quoteVolume.isPresent()
                && quoteVolume
                        .map(mine -> mine.compareTo(other.quoteVolume.orElseThrow()) == 0)
                        .orElse(true);
    }
}
