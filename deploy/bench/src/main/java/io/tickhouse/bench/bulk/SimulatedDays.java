package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Trial;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.simulator.archive.SimulatedArchive;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An archive of simulated spot trades of one symbol, some days of them.
 *
 * @param root the folder with {@code data/} in it
 * @param trades in all
 */
record SimulatedDays(Path root, int days, long trades) {
    static final String SYMBOL = "BTCUSDT";
    static final LocalDate FIRST = LocalDate.of(2025, 2, 3);

    private static final long CSV_LIMIT = 8L << 30;

    static SimulatedDays make(Trial trial, Path folder, int days, long trades) throws IOException {
        trial.say("  making %,d trades", trades);
        new SimulatedArchive(
                        folder, Market.SPOT, List.of(SYMBOL), FIRST, FIRST.plusDays(days - 1L), trades, trial.seed(), 6)
                .write((path, count, written) -> {});
        return new SimulatedDays(folder, days, trades);
    }

    static ArchiveVenue venue() {
        return ArchiveVenues.of(Venue.BINANCE_SPOT.name());
    }

    /** @param number from 0 */
    LocalDate day(int number) {
        return FIRST.plusDays(number);
    }

    LocalDate last() {
        return day(days - 1);
    }

    /** What ingest-bulk is told so that it takes these days; both are counted from 0 and belong to them. */
    List<String> asked(int first, int last) {
        return List.of(
                "--venue",
                Venue.BINANCE_SPOT.name(),
                "--symbols",
                SYMBOL,
                "--from",
                day(first).toString(),
                "--to",
                day(last).toString(),
                "--archive",
                root.toString(),
                "--source",
                Source.SIMULATED.name());
    }

    /** The files as if they were fetched. */
    List<FetchedFile> files() throws IOException {
        Dataset dataset = new Dataset(Venue.BINANCE_SPOT, SYMBOL, Series.of(DataType.TRADES));
        List<ArchiveFile> files = FIRST.datesUntil(last().plusDays(1))
                .map(day -> venue().day(dataset, day).orElseThrow())
                .toList();
        return files.stream()
                .map(file -> new FetchedFile(file, "", root.resolve(file.path()), size(root.resolve(file.path()))))
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static FileRows rows(Reading.Serializers serializers) {
        return new FileRows(venue(), new Reading(Source.SIMULATED, Instant.now(), serializers), CSV_LIMIT);
    }
}
