package io.tickhouse.streams.candles;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import java.math.BigDecimal;

/**
 * An interval without trades. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * @param price of open, high, low and close
 * @param complete true when it is proven that there was no trade
 * @param source of the last trade before it
 */
public record EmptyCandle(
        long openTime,
        long closeTime,
        BigDecimal price,
        QuantityUnit unit,
        boolean complete,
        int revision,
        Source source) {}
