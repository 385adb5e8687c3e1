package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.fetch.Archive;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.Source;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens each archive once, whatever number of jobs loads from it. Safe for several threads. */
final class Accesses implements AutoCloseable {
    private final Workshop workshop;
    private final Path work;
    private final Map<Key, ArchiveAccess> open = new HashMap<>();

    /** @param work folder for fetched files */
    Accesses(Workshop workshop, Path work) {
        this.workshop = workshop;
        this.work = work;
    }

    private record Key(String venue, String place, Source source) {}

    /** @throws IllegalArgumentException if there is no such venue or archive */
    synchronized ArchiveAccess of(JobRun run) {
        BulkJob job = run.job;
        String place = Optional.ofNullable(job.getArchive())
                .orElseGet(() -> workshop.config().archiveUrl());
        return open.computeIfAbsent(new Key(job.getVenue(), place, job.getSource()), this::open);
    }

    private ArchiveAccess open(Key key) {
        ArchiveVenue venue = ArchiveVenues.of(key.venue());
        try {
            Archive archive = workshop.archive(venue, key.place());
            FileRows rows = workshop.rows(venue, key.source());
            return new ArchiveAccess(venue, archive, workshop.fetcher(archive, work), rows, workshop.verifier(rows));
        } catch (ArchiveException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(access -> access.archive().close());
        open.clear();
    }
}
