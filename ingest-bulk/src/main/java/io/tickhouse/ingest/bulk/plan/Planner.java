package io.tickhouse.ingest.bulk.plan;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns datasets and days into files: a month's file where the whole month is asked for and the archive has it, the days' files
 * for the rest. What is loaded already by one way is not loaded by the other: a month of which days are loaded goes on by days.
 */
public final class Planner {
    private final ArchiveVenue venue;
    private final Presences presences;
    private final LoadedFiles loaded;

    public Planner(ArchiveVenue venue, Presences presences, LoadedFiles loaded) {
        this.venue = venue;
        this.presences = presences;
        this.loaded = loaded;
    }

    /** Asks the archive what it has of files, of many at a time; in the order of the question. */
    public interface Presences {
        List<Presence> of(List<ArchiveFile> files) throws ArchiveException, InterruptedException;
    }

    /** What is known to be loaded. */
    public interface LoadedFiles {
        /** Whether all of a file is. */
        boolean isLoaded(ArchiveFile file);

        /** Whether anything of it is. */
        boolean isBegun(ArchiveFile file);
    }

    /**
     * The files.
     *
     * @param from first UTC day
     * @param to last UTC day, inclusive
     */
    public Plan plan(List<Dataset> datasets, LocalDate from, LocalDate to)
            throws ArchiveException, InterruptedException {
        List<Plan.Planned> files = new ArrayList<>();
        List<ArchiveFile> missing = new ArrayList<>();
        for (Dataset dataset : datasets) {
            List<ArchiveFile> months = months(dataset, from, to);
            List<ArchiveFile> unknown = new ArrayList<>();
            List<ArchiveFile> byMonth = new ArrayList<>();
            present(months, files, unknown);
            months.stream().filter(month -> !unknown.contains(month)).forEach(byMonth::add);
            boolean hasDays = venue.day(dataset, from).isPresent();
            if (!hasDays) {
                missing.addAll(unknown);
                continue;
            }
            present(days(dataset, from, to, byMonth), files, missing);
        }
        files.sort(Comparator.comparing((Plan.Planned one) -> one.file().period())
                .thenComparingInt(one -> datasets.indexOf(one.file().dataset())));
        missing.sort(Comparator.comparing(ArchiveFile::period));
        return new Plan(List.copyOf(files), List.copyOf(missing));
    }

    /** The months' files that would do, were they there. */
    private List<ArchiveFile> months(Dataset dataset, LocalDate from, LocalDate to) {
        return Stream.iterate(
                        YearMonth.from(from), month -> !month.isAfter(YearMonth.from(to)), month -> month.plusMonths(1))
                .filter(month -> isMonthly(dataset, month, from, to))
                .flatMap(month -> venue.month(dataset, month).stream())
                .toList();
    }

    private boolean isMonthly(Dataset dataset, YearMonth month, LocalDate from, LocalDate to) {
        Optional<ArchiveFile> file = venue.month(dataset, month);
        if (file.isEmpty() || venue.day(dataset, month.atDay(1)).isEmpty()) {
            return true; // there is nothing to choose
        }
        if (loaded.isBegun(file.get())) {
            return true;
        }
        Period whole = Period.of(month);
        boolean asked = !whole.first().isBefore(from) && !whole.last().isAfter(to);
        return asked
                && whole.days().flatMap(day -> venue.day(dataset, day).stream()).noneMatch(loaded::isBegun);
    }

    private List<ArchiveFile> days(Dataset dataset, LocalDate from, LocalDate to, List<ArchiveFile> months) {
        return from.datesUntil(to.plusDays(1))
                .filter(day -> months.stream().noneMatch(month -> month.period().contains(day)))
                .flatMap(day -> venue.day(dataset, day).stream())
                .toList();
    }

    private void present(List<ArchiveFile> asked, List<Plan.Planned> files, List<ArchiveFile> missing)
            throws ArchiveException, InterruptedException {
        List<ArchiveFile> open = new ArrayList<>();
        for (ArchiveFile file : asked) {
            if (loaded.isLoaded(file)) {
                files.add(new Plan.Planned(file, 0, true));
            } else {
                open.add(file);
            }
        }
        for (Presence presence : presences.of(open)) {
            if (presence.announced() || presence.bytes().isPresent()) {
                files.add(new Plan.Planned(presence.file(), presence.bytes().orElse(0), false));
            } else {
                missing.add(presence.file());
            }
        }
    }
}
