package io.tickhouse.simulator.exchange.kraken;

import io.tickhouse.simulator.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How an instrument's numbers are written: JSON numbers of all its decimals, or without zeros at their end. */
record Figures(Instrument instrument, boolean dropsZeros) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    String ticks(long ticks) {
        return price(ticks * instrument.tick());
    }

    String price(long mantissa) {
        return written(mantissa, instrument.priceScale());
    }

    String quantity(long mantissa) {
        return written(mantissa, instrument.quantityScale());
    }

    private String written(long mantissa, int scale) {
        BigDecimal number = BigDecimal.valueOf(mantissa, scale);
        return (dropsZeros ? number.stripTrailingZeros() : number).toPlainString();
    }

    /** The smallest step of so many decimals. */
    static String step(long mantissa, int scale) {
        return BigDecimal.valueOf(mantissa, scale).toPlainString();
    }

    /** Value by quantity; the price itself where there was no trade. */
    String average(long value, long quantity, long price) {
        return quantity == 0
                ? price(price)
                : BigDecimal.valueOf(value, instrument.valueScale())
                        .divide(
                                BigDecimal.valueOf(quantity, instrument.quantityScale()),
                                instrument.priceScale(),
                                RoundingMode.HALF_UP)
                        .toPlainString();
    }

    /** {@code ,"timestamp":"2026-01-01T00:00:00.000001Z"} of microseconds since the epoch, UTC. */
    static String time(long micros) {
        return TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
