package io.tickhouse.ingest.bulk.venue.bybit;

import io.tickhouse.schemas.market.Venue;
import java.util.regex.Pattern;

/**
 * A product of Bybit. Linear and inverse contracts lie in one folder and only their names tell them apart: inverse is BTCUSD
 * and, with a letter for the month and the year, BTCUSDM24; linear is BTCUSDT, BTCPERP, BTC-26DEC25. Source: enum "symbol"
 * in the documentation of the v5 API.
 */
public enum BybitProduct {
    LINEAR(Venue.BYBIT_LINEAR, "trading/", "", "BTCUSDT or BTCPERP, and not of an inverse contract") {
        @Override
        boolean names(String symbol) {
            return !INVERSE.names(symbol);
        }
    },
    INVERSE(Venue.BYBIT_INVERSE, "trading/", "", "BTCUSD or BTCUSDM24, and not of a linear contract") {
        @Override
        boolean names(String symbol) {
            return INVERSE_SYMBOL.matcher(symbol).matches();
        }
    },
    SPOT(Venue.BYBIT_SPOT, "spot/", "_", "BTCUSDT");

    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,39}");
    private static final Pattern INVERSE_SYMBOL = Pattern.compile("[A-Z0-9]+USD([FGHJKMNQUVXZ][0-9]{2})?");

    private final Venue venue;
    private final String folder;
    private final String separator;
    private final String example;

    BybitProduct(Venue venue, String folder, String separator, String example) {
        this.venue = venue;
        this.folder = folder;
        this.separator = separator;
        this.example = example;
    }

    public Venue venue() {
        return venue;
    }

    /** Where its symbols' folders are. */
    String folder() {
        return folder;
    }

    /** What is between symbol and day in file names. */
    String separator() {
        return separator;
    }

    boolean names(String symbol) {
        return true;
    }

    String requireSymbol(String text) {
        if (!SYMBOL.matcher(text).matches() || !names(text)) {
            throw new IllegalArgumentException("expected a symbol of " + venue.name()
                    + ", capital letters, digits and '-', such as " + example + ", found '" + text + "'");
        }
        return text;
    }
}
