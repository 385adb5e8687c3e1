package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.market.Market;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Where a day's trades lie in the archive:
 * {@code data/{spot|futures/um|futures/cm}/daily/trades/SYMBOL/SYMBOL-trades-YYYY-MM-DD.zip}, its checksum beside it, and
 * one CSV of the same stem inside. Source: binance-public-data README.
 */
public record ArchiveFile(Market market, String symbol, LocalDate date) {
    public static final String CHECKSUM_SUFFIX = ".CHECKSUM";

    public ArchiveFile {
        if (!symbol.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException(
                    "expected a symbol of letters, digits, '_' and '-' such as BTCUSDT or BTCUSD_PERP, found '" + symbol
                            + "'");
        }
    }

    public String csvName() {
        return stem() + ".csv";
    }

    public String zipName() {
        return stem() + ".zip";
    }

    /** Relative to the archive's root, with {@code /}; the URL path without its leading slash. */
    public String zipPath() {
        return "data/" + market.folder() + "/daily/trades/" + symbol + "/" + zipName();
    }

    public String checksumPath() {
        return zipPath() + CHECKSUM_SUFFIX;
    }

    public Path zipIn(Path root) {
        return root.resolve(zipPath());
    }

    public Path checksumIn(Path root) {
        return root.resolve(checksumPath());
    }

    private String stem() {
        return symbol + "-trades-" + date;
    }
}
