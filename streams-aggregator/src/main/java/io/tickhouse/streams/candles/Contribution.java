package io.tickhouse.streams.candles;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What a trade brings to its candles, computed once for all intervals.
 *
 * @param edge its place in the order of trades
 * @param quantity the quantity × 10^18
 * @param quote price × quantity × 10^36; zero unless the quantity counts the base asset
 */
record Contribution(Trade trade, Edge edge, ExactSum quantity, ExactSum quote) {
    /** The product of two numbers below it always fits. */
    private static final BigDecimal SMALL = BigDecimal.TEN.pow(Decimals.INTEGER_DIGITS / 2);

    static Contribution of(Trade trade) {
        BigInteger quantity = Decimals.unscaled(trade.getQuantity());
        boolean base = trade.getQuantityUnit() == QuantityUnit.BASE;
        Long sequence = trade.getSequence();
        return new Contribution(
                trade,
                new Edge(
                        Times.micros(trade.getEventTime()),
                        sequence == null ? 0 : sequence,
                        trade.getTradeId(),
                        trade.getPrice(),
                        trade.getSource()),
                new ExactSum(quantity),
                base ? ExactSum.product(Decimals.unscaled(trade.getPrice()), quantity) : new ExactSum());
    }

    /** Why the record cannot be a trade the contract allows; empty as a rule. */
    static Optional<String> problem(Trade trade) {
        if (trade.getPrice().signum() <= 0 || trade.getQuantity().signum() <= 0) {
            return Optional.of("expected price and quantity above 0, found "
                    + trade.getPrice().toPlainString() + " and "
                    + trade.getQuantity().toPlainString());
        }
        if (trade.getPrice().compareTo(SMALL) < 0 && trade.getQuantity().compareTo(SMALL) < 0) {
            return Optional.empty();
        }
        int digits = integerDigits(trade.getPrice()) + integerDigits(trade.getQuantity());
        if (digits > Decimals.INTEGER_DIGITS) {
            return Optional.of("price × quantity may need " + digits + " integer digits, where "
                    + Decimals.INTEGER_DIGITS + " fit: " + trade.getPrice().toPlainString() + " × "
                    + trade.getQuantity().toPlainString());
        }
        return Optional.empty();
    }

    private static int integerDigits(BigDecimal value) {
        return Math.max(0, value.precision() - value.scale());
    }

    /** Event time, microseconds since 1970-01-01T00:00:00Z. */
    long time() {
        return edge.time();
    }
}
