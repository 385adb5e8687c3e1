package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.dataset.Dataset;
import io.tickhouse.simulator.dataset.Period;
import io.tickhouse.simulator.market.Market;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Where a file lies in Binance's archive:
 * {@code data/{spot|futures/um|futures/cm}/{daily|monthly}/TYPE/SYMBOL[/INTERVAL]/SYMBOL-{TYPE|INTERVAL}-DATE.zip}, its
 * checksum beside it, and one CSV of the same stem inside. Source: binance-public-data README.
 *
 * @param symbol what the file is kept under: a pair in the case of coin-margined index prices
 */
public record ArchiveFile(Market market, Dataset dataset, String symbol, Period period) {
    public static final String CHECKSUM_SUFFIX = ".CHECKSUM";

    public ArchiveFile {
        requireSymbol(symbol);
    }

    /** A day's trades. */
    public ArchiveFile(Market market, String symbol, LocalDate date) {
        this(market, Dataset.TRADES, symbol, new Period.Day(date));
    }

    /**
     * The symbol, when it can stand in a path.
     *
     * @throws IllegalArgumentException when it cannot
     */
    static String requireSymbol(String symbol) {
        if (!symbol.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException(
                    "expected a symbol of letters, digits, '_' and '-' such as BTCUSDT or BTCUSD_PERP, found '" + symbol
                            + "'");
        }
        return symbol;
    }

    public String csvName() {
        return stem() + ".csv";
    }

    public String zipName() {
        return stem() + ".zip";
    }

    /** Relative to the archive's root, with {@code /}; the URL path without its leading slash. */
    public String zipPath() {
        String folder =
                dataset.interval().map(interval -> "/" + interval.label()).orElse("");
        return "data/" + market.folder() + "/" + period.folder() + "/"
                + dataset.type().label() + "/" + symbol + folder + "/" + zipName();
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
        return symbol + "-" + dataset.fileTag() + "-" + period;
    }
}
