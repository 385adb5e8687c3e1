package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.fetch.Archive;
import io.tickhouse.ingest.bulk.fetch.Fetcher;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.rows.Verifier;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;

/**
 * What a job needs of its archive.
 *
 * @param archive open as long as the runner runs
 */
public record ArchiveAccess(ArchiveVenue venue, Archive archive, Fetcher fetcher, FileRows rows, Verifier verifier) {}
