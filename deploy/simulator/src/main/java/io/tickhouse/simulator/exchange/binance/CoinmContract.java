package io.tickhouse.simulator.exchange.binance;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A COIN-M contract by its symbol: {@code BTCUSD_PERP}, or {@code BTCUSD_260925} for delivery at 08:00 UTC of that day.
 *
 * @param base {@code BTC}: what it is on, and what it is settled in
 * @param deliveryMillis milliseconds since the epoch, UTC; 2100-12-25 for what is never delivered
 */
record CoinmContract(String base, long deliveryMillis) {
    static final String QUOTE = "USD";
    /** The delivery date of what is never delivered: 2100-12-25. */
    static final long NEVER = 4_133_404_800_000L;

    private static final Pattern SYMBOL = Pattern.compile("([A-Z0-9]{2,20})USD_(PERP|\\d{6})");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");
    private static final int HOUR = 8;

    static boolean isOne(String symbol) {
        return SYMBOL.matcher(symbol).matches();
    }

    /** @throws IllegalArgumentException showing a symbol that is none of these */
    static CoinmContract of(String symbol) {
        Matcher matcher = SYMBOL.matcher(symbol);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a COIN-M symbol such as BTCUSD_PERP or BTCUSD_260925, found '" + symbol + "'");
        }
        return new CoinmContract(
                matcher.group(1), matcher.group(2).equals("PERP") ? NEVER : delivery(symbol, matcher.group(2)));
    }

    private static long delivery(String symbol, String day) {
        try {
            return LocalDate.parse(day, DAY)
                    .atTime(HOUR, 0)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expected a day as yymmdd at the end of '" + symbol + "'", e);
        }
    }

    /** {@code BTCUSD}. */
    String pair() {
        return base + QUOTE;
    }

    boolean isPerpetual() {
        return deliveryMillis == NEVER;
    }

    /** As the venue calls it; of contracts with a delivery all are the running quarter's here. */
    String type() {
        return isPerpetual() ? "PERPETUAL" : "CURRENT_QUARTER";
    }
}
