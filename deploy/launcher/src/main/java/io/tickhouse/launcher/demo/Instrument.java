package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Venue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the demo loads.
 *
 * @param market the archive's part: spot, um or cm
 * @param venue the venue of that part
 * @param symbol the venue's symbol
 */
public record Instrument(String market, Venue venue, String symbol) {
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9_]{1,40}");

    /**
     * The instrument of a market of the archive.
     *
     * @throws LauncherException if there is no such market, or the symbol cannot be one of Binance's
     */
    public static Instrument of(String market, String symbol) {
        Venue venue = switch (market) {
            case "spot" -> Venue.BINANCE_SPOT;
            case "um" -> Venue.BINANCE_USDM;
            case "cm" -> Venue.BINANCE_COINM;
            default -> throw new LauncherException("expected --market spot, um or cm, found '" + market + "'");
        };
        String upper = symbol.toUpperCase(Locale.ROOT);
        if (!SYMBOL.matcher(upper).matches()) {
            throw new LauncherException(
                    "expected a symbol of letters, digits and underscores, such as BTCUSDT, found '" + symbol + "'");
        }
        return new Instrument(market, venue, upper);
    }

    /** The key of its records. */
    public String key() {
        return Topics.key(venue.name(), symbol);
    }

    /** The condition that selects its rows. */
    String condition() {
        return "venue = '" + venue.name() + "' AND symbol = '" + symbol + "'";
    }
}
