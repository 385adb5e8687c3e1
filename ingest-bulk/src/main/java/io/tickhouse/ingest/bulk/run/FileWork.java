package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.Standing;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Again;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Published;
import io.tickhouse.ingest.bulk.publish.Progress;
import io.tickhouse.ingest.bulk.publish.PublishException;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What fetchers and publishers do with a file, and what becomes of it when that fails. Safe for several threads. */
final class FileWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWork.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final WorkBoard board;
    private final Ledger ledger;
    private final Function<JobRun, ArchiveAccess> accesses;
    private final Function<Dataset, DatasetPublisher> opening;
    private final Progress progress;
    private final Patience patience;
    private final Map<Dataset, DatasetPublisher> publishers = new ConcurrentHashMap<>();
    /** Reading a file through is work for a processor, of which there are fewer than there are fetchers. */
    private final Semaphore verifying =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    FileWork(
            WorkBoard board,
            Ledger ledger,
            Function<JobRun, ArchiveAccess> accesses,
            Function<Dataset, DatasetPublisher> opening,
            Progress progress,
            Patience patience) {
        this.board = board;
        this.ledger = ledger;
        this.accesses = accesses;
        this.opening = opening;
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * How often a file is tried again.
     *
     * @param attempts fetches of a file whose checksum does not match or half of which is missing, before it is set aside
     * @param pause before the next fetch; doubles while the archive cannot be reached
     */
    public record Patience(int attempts, Duration pause) {}

    /** Fetches a file and reads it through. */
    void fetch(FileTask task) throws InterruptedException {
        ArchiveAccess access = accesses.apply(task.run());
        ArchiveFile file = task.file();
        try {
            Standing standing = Standing.of(ledger.file(file), access.fetcher().checksum(file));
            if (standing instanceof Standing.Loaded && again(task) != Again.ALL) {
                board.loadedBefore(task);
                return;
            }
            if (standing instanceof Standing.OtherContent(var entry) && again(task) == Again.NO) {
                throw new ArchiveException.Republished(
                        file,
                        entry.getChecksum(),
                        access.fetcher().checksum(file).orElse("none"));
            }
            VerifiedFile verified = verified(access, access.fetcher().fetch(file));
            if (!board.fetched(task, verified)) {
                discard(access, verified);
            }
        } catch (ArchiveException.Unreachable e) {
            long wait = Math.min(
                    LONGEST_WAIT.toNanos(), patience.pause().toNanos() << Math.min(20, board.failed(task) - 1));
            warn(file, e, "the archive cannot be reached; trying again later");
            board.again(task, wait, Optional.of(String.valueOf(e.getMessage())));
        } catch (ArchiveException.WrongChecksum | ArchiveException.Missing e) {
            if (board.failed(task) < patience.attempts()) {
                warn(file, e, "the file is not whole; trying again later");
                board.again(task, patience.pause().toNanos(), Optional.of(String.valueOf(e.getMessage())));
            } else {
                board.refused(task, String.valueOf(e.getMessage()));
            }
        } catch (ArchiveException e) {
            board.refused(task, String.valueOf(e.getMessage()));
        }
    }

    private VerifiedFile verified(ArchiveAccess access, FetchedFile fetched)
            throws ArchiveException, InterruptedException {
        verifying.acquire();
        try {
            return access.verifier().verify(fetched);
        } catch (ArchiveException e) {
            access.fetcher().discard(fetched);
            throw e;
        } finally {
            verifying.release();
        }
    }

    /** Publishes a file that is here, or tells the ledger why it cannot be. */
    void publish(FileTask task) throws InterruptedException, PublishException {
        ArchiveAccess access = accesses.apply(task.run());
        DatasetPublisher publisher = publishers.computeIfAbsent(task.file().dataset(), opening);
        VerifiedFile verified = task.verified;
        try {
            if (verified == null) {
                setAside(publisher, task, task.refusal);
                return;
            }
            board.published(task, publish(publisher, access, task, verified));
            access.fetcher().discard(verified.fetched());
        } catch (PublishException.Stopped e) {
            board.again(task, 0, Optional.empty());
        } catch (ArchiveException e) {
            // it was whole when it was read through: the file here has changed since, or the ledger says otherwise
            setAside(publisher, task, String.valueOf(e.getMessage()));
        }
        if (!board.hasMore(task.file().dataset())) {
            publishers.remove(task.file().dataset());
            publisher.close();
        }
    }

    private Published publish(DatasetPublisher publisher, ArchiveAccess access, FileTask task, VerifiedFile verified)
            throws PublishException, ArchiveException, InterruptedException {
        try {
            return publisher.publish(
                    verified,
                    access.rows(),
                    again(task),
                    (file, rows, nextRow, total) -> {
                        board.progress(task, nextRow);
                        progress.committed(file, rows, nextRow, total);
                    },
                    () -> task.leaving);
        } finally {
            verified.forgetEncoded();
        }
    }

    /** Gives up what is here of a file. */
    static void discard(ArchiveAccess access, VerifiedFile verified) {
        verified.forgetEncoded();
        access.fetcher().discard(verified.fetched());
    }

    private void setAside(DatasetPublisher publisher, FileTask task, String why)
            throws PublishException, InterruptedException {
        LOG.atError()
                .addKeyValue("file", task.file().path())
                .addKeyValue("why", why)
                .log("file set aside");
        publisher.quarantine(task.file(), why);
        board.quarantined(task);
    }

    private static Again again(FileTask task) {
        return task.run().job.getResync() > 0 ? Again.CHANGED : Again.NO;
    }

    private static void warn(ArchiveFile file, ArchiveException why, String what) {
        LOG.atWarn()
                .addKeyValue("file", file.path())
                .addKeyValue("why", why.getMessage())
                .log(what);
    }

    @Override
    public void close() {
        publishers.values().forEach(DatasetPublisher::close);
        publishers.clear();
    }
}
