package io.tickhouse.ingest.bulk.load;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Again;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.Source;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one load is asked for.
 *
 * @param archive address or folder; empty for the configured one
 * @param from first UTC day
 * @param to last UTC day, inclusive
 * @param source what the records say they come from
 * @param work where fetched files lie meanwhile
 * @param report where the report goes; empty for none
 * @param mayMiss whether days missing at the ends of the range are only warned of
 * @param again what to do with files that are loaded already
 */
record LoadRequest(
        Optional<String> archive,
        ArchiveVenue venue,
        List<String> symbols,
        List<Series> series,
        LocalDate from,
        LocalDate to,
        Source source,
        Path work,
        Optional<Path> report,
        boolean mayMiss,
        Again again) {

    List<Dataset> datasets() {
        return symbols.stream()
                .flatMap(symbol -> series.stream().map(one -> new Dataset(venue.venue(), symbol, one)))
                .toList();
    }

    /** A dataset's files in order: one a day, or one a month where there are none a day. */
    List<ArchiveFile> files(Dataset dataset) {
        List<ArchiveFile> days = from.datesUntil(to.plusDays(1))
                .flatMap(day -> venue.day(dataset, day).stream())
                .toList();
        if (!days.isEmpty()) {
            return days;
        }
        return Stream.iterate(
                        YearMonth.from(from), month -> !month.isAfter(YearMonth.from(to)), month -> month.plusMonths(1))
                .flatMap(month -> venue.month(dataset, month).stream())
                .toList();
    }
}
