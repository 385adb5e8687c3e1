package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Where the archive's files lie:
 * {@code data/{spot|futures/um|futures/cm}/daily/trades/SYMBOL/SYMBOL-trades-YYYY-MM-DD.zip} with its CHECKSUM beside it
 * and one CSV of the same stem inside. Source: binance-public-data README.
 */
public final class BinanceArchive {
    /** The venue's public archive. */
    public static final String PUBLIC_URL = "https://data.binance.vision";

    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");

    private BinanceArchive() {}

    /** A day's trades. */
    public static ArchiveFile trades(BinanceMarket market, String symbol, LocalDate day) {
        String stem = symbol + "-trades-" + day;
        return new ArchiveFile(
                market.venue(),
                symbol,
                "trades",
                day,
                "data/" + market.folder() + "/daily/trades/" + symbol + "/" + stem + ".zip",
                stem + ".csv");
    }

    /**
     * The symbol, if it can be one: it becomes part of paths.
     *
     * @throws IllegalArgumentException if not
     */
    public static String symbol(String text) {
        if (!SYMBOL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "expected a symbol of capital letters, digits, '_' and '-' such as BTCUSDT or BTCUSD_PERP, found '"
                            + text + "'");
        }
        return text;
    }
}
