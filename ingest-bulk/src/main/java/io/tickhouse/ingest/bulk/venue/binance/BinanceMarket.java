package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.schemas.market.Venue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A section of the archive. Source: binance-public-data README. */
public enum BinanceMarket {
    SPOT("spot", Venue.BINANCE_SPOT),
    /** USD-margined futures. */
    UM("futures/um", Venue.BINANCE_USDM),
    /** Coin-margined futures: quantities are contracts. */
    CM("futures/cm", Venue.BINANCE_COINM);

    private final String folder;
    private final Venue venue;

    BinanceMarket(String folder, Venue venue) {
        this.folder = folder;
        this.venue = venue;
    }

    /** Its folder below {@code data/}. */
    public String folder() {
        return folder;
    }

    public Venue venue() {
        return venue;
    }

    /** Its name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The market of a command line's label.
     *
     * @throws IllegalArgumentException naming the choices when it is none of them
     */
    public static BinanceMarket of(String label) {
        return Arrays.stream(values())
                .filter(market -> market.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a market of "
                        + Arrays.stream(values()).map(BinanceMarket::label).collect(Collectors.joining(", "))
                        + ", found '" + label + "'"));
    }
}
