package io.tickhouse.streams.recompute;

import io.tickhouse.market.Candle;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candle as the table has it.
 *
 * @param topic it came by
 */
record StoredCandle(String topic, int revision, boolean complete, long tradeCount, List<@Nullable BigDecimal> numbers) {

    /** True when the candle says the same, whoever published it when. */
    boolean says(Candle candle) {
        return tradeCount == candle.getTradeCount()
                && complete == candle.getComplete()
                && same(numbers, numbersOf(candle));
    }

    private static boolean same(List<@Nullable BigDecimal> ours, List<@Nullable BigDecimal> others) {
        for (int i = 0; i < ours.size(); i++) {
            if (!same(ours.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }

    private static List<@Nullable BigDecimal> numbersOf(Candle candle) {
        return Arrays.asList(
                candle.getOpen(),
                candle.getHigh(),
                candle.getLow(),
                candle.getClose(),
                candle.getVolume(),
                candle.getQuoteVolume(),
                candle.getTakerBuyVolume(),
                candle.getTakerSellVolume());
    }
}
