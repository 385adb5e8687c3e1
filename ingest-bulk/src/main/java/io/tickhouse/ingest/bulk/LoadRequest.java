package io.tickhouse.ingest.bulk;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.venue.binance.BinanceArchive;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.market.Source;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What one load is asked for.
 *
 * @param archive address or folder; empty for the configured one
 * @param from first UTC day
 * @param to last UTC day, inclusive
 * @param source what the records say they come from
 * @param work where ZIPs lie meanwhile
 * @param report where the report goes; empty for none
 * @param mayMiss whether days missing at the ends of the range are only warned of
 * @param reload whether files that were published anew are loaded again
 */
record LoadRequest(
        Optional<String> archive,
        BinanceMarket market,
        List<String> symbols,
        LocalDate from,
        LocalDate to,
        Source source,
        Path work,
        Optional<Path> report,
        boolean mayMiss,
        boolean reload) {

    /** A symbol's files, one a day, in order. */
    List<ArchiveFile> files(String symbol) {
        return from.datesUntil(to.plusDays(1))
                .map(day -> BinanceArchive.trades(market, symbol, day))
                .toList();
    }
}
