package io.tickhouse.ingest.bulk.job;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.market.BulkFile;

/** Keys of the ledger topic. */
public final class LedgerKey {
    private LedgerKey() {}

    /** Under which a file's observed state stands: {@code file:VENUE:PATH}. */
    public static String of(ArchiveFile file) {
        return "file:" + file.venue().name() + ':' + file.path();
    }

    /** Under which an entry for a file stands. */
    public static String of(BulkFile file) {
        return "file:" + file.getVenue() + ':' + file.getFile();
    }

    /** Under which a job's desired state stands: {@code job:ID}. */
    public static String ofJob(String job) {
        return "job:" + job;
    }

    /** Under which a job's observed state stands: {@code run:ID}. */
    public static String ofRun(String job) {
        return "run:" + job;
    }
}
