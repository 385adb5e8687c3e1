package io.tickhouse.ingest.bulk.setup;

import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import java.util.List;
import picocli.CommandLine.Option;

/** Which datasets a command is about. */
public final class DatasetOptions {
    @Option(
            names = "--venue",
            required = true,
            paramLabel = "VENUE",
            description = "The venue's product, such as binance-spot, binance-usdm, binance-coinm or bybit-linear.")
    private String venue = "";

    @Option(
            names = {"--symbols", "--symbol"},
            required = true,
            split = ",",
            paramLabel = "S",
            description = "Symbols as the venue names them, separated by commas.")
    private List<String> symbols = List.of();

    @Option(
            names = {"--types", "--type"},
            split = ",",
            paramLabel = "TYPE",
            defaultValue = "trades",
            description = "Types of data, separated by commas: trades, aggTrades, klines:1m, markPriceKlines:1h,"
                    + " indexPriceKlines:1h, premiumIndexKlines:1h, fundingRate, metrics. Default: ${DEFAULT-VALUE}.")
    private List<String> types = List.of("trades");

    /**
     * The venue.
     *
     * @throws IllegalArgumentException if none of that name has an archive
     */
    public ArchiveVenue venue() {
        return ArchiveVenues.of(venue);
    }

    /** Symbols as they were written, patterns and all. */
    public List<String> written() {
        return symbols;
    }

    /**
     * The symbols in the spelling of the venue, each once.
     *
     * @throws IllegalArgumentException if one cannot be a symbol there
     */
    public List<String> symbols() {
        return symbols.stream().map(venue()::symbol).distinct().toList();
    }

    /**
     * The types, each once.
     *
     * @throws IllegalArgumentException if one is none, or the venue's archive does not have it
     */
    public List<Series> series() {
        List<Series> series = types.stream().map(Series::parse).distinct().toList();
        for (Series one : series) {
            if (!venue().has(one)) {
                throw new IllegalArgumentException("--types: the archive of " + venue + " has no " + one.label());
            }
        }
        return series;
    }
}
