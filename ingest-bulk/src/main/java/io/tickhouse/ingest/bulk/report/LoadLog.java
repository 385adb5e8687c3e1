package io.tickhouse.ingest.bulk.report;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.market.BulkFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of each file of a load while it runs. Not thread-safe. */
public final class LoadLog {
    private final Map<ArchiveFile, FileReport> files = new LinkedHashMap<>();
    private final long begun = System.nanoTime();

    /** The file is asked for. */
    public void planned(ArchiveFile file) {
        files.put(file, FileReport.unread(file, null, Outcome.NOT_TRIED, null));
    }

    public void missing(ArchiveFile file) {
        files.put(file, FileReport.unread(file, null, Outcome.MISSING, null));
    }

    public void loadedBefore(ArchiveFile file, BulkFile entry) {
        files.put(file, FileReport.loadedBefore(file, entry));
    }

    public void verified(VerifiedFile file) {
        files.put(file.fetched().file(), FileReport.read(file, Outcome.NOT_TRIED, 0, 0, 0, null));
    }

    public void published(VerifiedFile file, long publishedNow, long published, long deadLetters) {
        files.put(
                file.fetched().file(),
                FileReport.read(file, Outcome.LOADED, publishedNow, published, deadLetters, null));
    }

    /** The file could not be loaded; what was published of it before the failure is in the ledger, not here. */
    public void failed(ArchiveFile file, @Nullable VerifiedFile verified, String why) {
        files.put(
                file,
                verified == null
                        ? FileReport.unread(file, null, Outcome.FAILED, why)
                        : FileReport.read(verified, Outcome.FAILED, 0, 0, 0, why));
    }

    /** The report as it stands. */
    public LoadReport report(String archive, String source) {
        return LoadReport.of(archive, source, List.copyOf(files.values()), (System.nanoTime() - begun) / 1_000_000);
    }
}
