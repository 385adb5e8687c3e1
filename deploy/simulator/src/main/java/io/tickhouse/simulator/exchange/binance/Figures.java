package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How a symbol's numbers are written: spot fills up to eight decimals, futures write as many as the symbol has. */
final class Figures {
    private static final int SPOT_DECIMALS = 8;

    private final Instrument instrument;
    private final int priceDecimals;
    private final int quantityDecimals;
    private final int valueDecimals;

    Figures(Instrument instrument) {
        boolean spot = instrument.market() == Market.SPOT;
        this.instrument = instrument;
        this.priceDecimals = spot ? SPOT_DECIMALS : instrument.priceScale();
        this.quantityDecimals = spot ? SPOT_DECIMALS : instrument.quantityScale();
        this.valueDecimals = spot ? SPOT_DECIMALS : instrument.valueScale();
    }

    void ticks(JsonText out, long ticks) {
        price(out, ticks * instrument.tick());
    }

    void price(JsonText out, long mantissa) {
        out.decimal(mantissa, instrument.priceScale(), priceDecimals);
    }

    void quantity(JsonText out, long mantissa) {
        out.decimal(mantissa, instrument.quantityScale(), quantityDecimals);
    }

    void value(JsonText out, long mantissa) {
        out.decimal(mantissa, instrument.valueScale(), valueDecimals);
    }

    /** The average price of what is worth that much, to eight decimals; of contracts the worth is in base currency. */
    void average(JsonText out, long value, long quantity) {
        BigDecimal worth = BigDecimal.valueOf(value, instrument.valueScale());
        BigDecimal traded = BigDecimal.valueOf(quantity, instrument.quantityScale());
        BigDecimal average = quantity == 0
                ? BigDecimal.ZERO
                : instrument.market() == Market.CM
                        ? traded.multiply(BigDecimal.valueOf(instrument.contractSize()))
                                .divide(worth, SPOT_DECIMALS, RoundingMode.HALF_UP)
                        : worth.divide(traded, SPOT_DECIMALS, RoundingMode.HALF_UP);
        out.decimal(average.movePointRight(SPOT_DECIMALS).longValueExact(), SPOT_DECIMALS, SPOT_DECIMALS);
    }

    /** A change against an opening price in percent, to three decimals. */
    void percent(JsonText out, long change, long open) {
        long thousandths = BigDecimal.valueOf(change)
                .multiply(BigDecimal.valueOf(100_000))
                .divide(BigDecimal.valueOf(open), 0, RoundingMode.HALF_UP)
                .longValueExact();
        out.decimal(thousandths, 3, 3);
    }

    /** {@code [["price","quantity"],…]}, backwards when told to. */
    void levels(JsonText out, long[] ticks, long[] quantities, boolean backwards) {
        out.put("[");
        for (int i = 0; i < ticks.length; i++) {
            int at = backwards ? ticks.length - 1 - i : i;
            out.put("[");
            ticks(out, ticks[at]);
            out.put(",");
            quantity(out, quantities[at]);
            out.put("],");
        }
        (ticks.length == 0 ? out : out.back()).put("]");
    }

    /** The object {@code k} of a candle's stream. */
    void candle(JsonText out, Candle candle, String interval, boolean closed, long unit) {
        out.put("{\"t\":").put(candle.openMicros() / unit);
        out.put(",\"T\":").put(candle.closeMicros() / unit - 1);
        out.put(",\"s\":\"").put(instrument.symbol());
        out.put("\",\"i\":\"").put(interval);
        out.put("\",\"f\":").put(candle.firstId());
        out.put(",\"L\":").put(candle.lastId());
        out.put(",\"o\":");
        price(out, candle.open());
        out.put(",\"c\":");
        price(out, candle.close());
        out.put(",\"h\":");
        price(out, candle.high());
        out.put(",\"l\":");
        price(out, candle.low());
        out.put(",\"v\":");
        quantity(out, candle.volume());
        out.put(",\"n\":").put(candle.trades());
        out.put(",\"x\":").put(closed);
        out.put(",\"q\":");
        value(out, candle.value());
        out.put(",\"V\":");
        quantity(out, candle.buyVolume());
        out.put(",\"Q\":");
        value(out, candle.buyValue());
        out.put(",\"B\":\"0\"}");
    }

    /** A row of REST's candles. */
    void row(JsonText out, Candle candle, long unit) {
        out.put("[").put(candle.openMicros() / unit).put(",");
        price(out, candle.open());
        out.put(",");
        price(out, candle.high());
        out.put(",");
        price(out, candle.low());
        out.put(",");
        price(out, candle.close());
        out.put(",");
        quantity(out, candle.volume());
        out.put(",").put(candle.closeMicros() / unit - 1).put(",");
        value(out, candle.value());
        out.put(",").put(candle.trades()).put(",");
        quantity(out, candle.buyVolume());
        out.put(",");
        value(out, candle.buyValue());
        out.put(",\"0\"]");
    }
}
