package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.fetch.Archive;
import io.tickhouse.ingest.bulk.fetch.Fetcher;
import io.tickhouse.ingest.bulk.fetch.InParallel;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.plan.Plan;
import io.tickhouse.ingest.bulk.plan.Planner;
import io.tickhouse.ingest.bulk.plan.Presence;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.BulkJob;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a job's plan: its symbols looked up, its days counted up to yesterday, what is loaded already told by the ledger. */
public final class Planning {
    private final Ledger ledger;
    private final InParallel parallel;

    public Planning(Ledger ledger, InParallel parallel) {
        this.ledger = ledger;
        this.parallel = parallel;
    }

    /**
     * Plans a job.
     *
     * @throws ArchiveException if the archive cannot be asked or has no such symbol
     */
    public Plan of(BulkJob job, ArchiveVenue venue, Archive archive, Fetcher fetcher)
            throws ArchiveException, InterruptedException {
        List<Dataset> datasets = new ArrayList<>();
        for (Series series : job.getSeries().stream().map(Series::parse).toList()) {
            for (String symbol : symbols(job, venue, archive, series)) {
                datasets.add(new Dataset(venue.venue(), symbol, series));
            }
        }
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        LocalDate to = Optional.ofNullable(job.getToDay()).orElse(yesterday);
        if (to.isBefore(job.getFromDay())) {
            return new Plan(List.of(), List.of());
        }
        Planner planner =
                new Planner(venue, files -> parallel.<ArchiveFile, Presence>ask(files, fetcher::presence), new Known());
        return planner.plan(datasets, job.getFromDay(), to);
    }

    /** Those of the plan's loaded files that the archive has with other content now. */
    public List<ArchiveFile> changed(Plan plan, Fetcher fetcher) throws ArchiveException, InterruptedException {
        List<ArchiveFile> loaded = plan.files().stream()
                .filter(Plan.Planned::loaded)
                .map(Plan.Planned::file)
                .toList();
        List<Optional<String>> checksums = parallel.ask(loaded, fetcher::checksum);
        List<ArchiveFile> changed = new ArrayList<>();
        for (int i = 0; i < loaded.size(); i++) {
            String known = ledger.file(loaded.get(i)).map(BulkFile::getChecksum).orElse("");
            if (checksums.get(i).filter(now -> !now.equals(known)).isPresent()) {
                changed.add(loaded.get(i));
            }
        }
        return changed;
    }

    private static List<String> symbols(BulkJob job, ArchiveVenue venue, Archive archive, Series series)
            throws ArchiveException, InterruptedException {
        List<String> symbols = new ArrayList<>();
        for (String asked : job.getSymbols()) {
            if (!asked.contains("*")) {
                symbols.add(asked);
                continue;
            }
            Pattern pattern = Pattern.compile(Pattern.quote(asked).replace("*", "\\E.*\\Q"));
            archive.folders(venue.symbolsFolder(series.type())).stream()
                    .filter(symbol -> pattern.matcher(symbol).matches())
                    .filter(symbol -> isSymbol(venue, symbol))
                    .forEach(symbols::add);
        }
        if (symbols.isEmpty()) {
            throw new ArchiveException.Missing(archive.name() + ": expected symbols like " + job.getSymbols() + " with "
                    + series.label() + ", found none");
        }
        return symbols.stream().distinct().toList();
    }

    private static boolean isSymbol(ArchiveVenue venue, String symbol) {
        try {
            return Objects.equals(venue.symbol(symbol), symbol);
        } catch (IllegalArgumentException e) {
            return false; // a listing is hostile input like anything else
        }
    }

    private final class Known implements Planner.LoadedFiles {
        @Override
        public boolean isLoaded(ArchiveFile file) {
            return ledger.file(file)
                    .filter(entry -> entry.getState() == BulkFileState.LOADED)
                    .isPresent();
        }

        @Override
        public boolean isBegun(ArchiveFile file) {
            return ledger.file(file).filter(entry -> entry.getNextRow() > 0).isPresent() || isLoaded(file);
        }
    }
}
