package io.tickhouse.ingest.bulk.load;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.fetch.Fetcher;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.Standing;
import io.tickhouse.ingest.bulk.plan.Presence;
import io.tickhouse.ingest.bulk.plan.Selection;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Again;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Published;
import io.tickhouse.ingest.bulk.publish.Progress;
import io.tickhouse.ingest.bulk.publish.PublishException;
import io.tickhouse.ingest.bulk.report.LoadLog;
import io.tickhouse.ingest.bulk.report.ProgressDisplay;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.ingest.bulk.rows.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One load from its plan to its last row. All files of the request are fetched and read through before the first row of any
 * is published, so that a bad file anywhere leaves nothing of the request behind; the price is disk for all of them.
 */
final class Load {
    private final LoadRequest request;
    private final String archive;
    private final Fetcher fetcher;
    private final Verifier verifier;
    private final FileRows rows;
    private final Ledger ledger;
    private final Function<Dataset, DatasetPublisher> publishers;
    private final Progress progress;
    private final LoadLog log;
    private final ProgressDisplay display;

    /** @param archive how messages call the archive */
    Load(
            LoadRequest request,
            String archive,
            Fetcher fetcher,
            Verifier verifier,
            FileRows rows,
            Ledger ledger,
            Function<Dataset, DatasetPublisher> publishers,
            Progress progress,
            LoadLog log,
            ProgressDisplay display) {
        this.request = request;
        this.archive = archive;
        this.fetcher = fetcher;
        this.verifier = verifier;
        this.rows = rows;
        this.ledger = ledger;
        this.publishers = publishers;
        this.progress = progress;
        this.log = log;
        this.display = display;
    }

    /** Loads everything; the log knows each file's fate afterwards, also when this throws. */
    void run() throws ArchiveException, PublishException, InterruptedException {
        List<VerifiedFile> verified = verify(select());
        display.publishing(verified.stream().mapToLong(VerifiedFile::rows).sum());
        for (Dataset dataset : request.datasets()) {
            List<VerifiedFile> files = verified.stream()
                    .filter(file -> file.fetched().file().dataset().equals(dataset))
                    .toList();
            if (!files.isEmpty()) {
                publish(dataset, files);
            }
        }
    }

    private List<ArchiveFile> select() throws ArchiveException, InterruptedException {
        request.datasets().forEach(dataset -> request.files(dataset).forEach(log::planned));
        List<ArchiveFile> present = new ArrayList<>();
        for (Dataset dataset : request.datasets()) {
            List<Presence> found = new ArrayList<>();
            for (ArchiveFile file : request.files(dataset)) {
                found.add(fetcher.presence(file));
            }
            Selection selection = Selection.of(found, archive, request.mayMiss());
            for (ArchiveFile file : selection.missing()) {
                log.missing(file);
                display.warn(file.path() + ": not in " + archive + " (404); going on without it");
            }
            present.addAll(selection.present());
        }
        return present;
    }

    private List<VerifiedFile> verify(List<ArchiveFile> files) throws ArchiveException, InterruptedException {
        ledger.glance();
        List<VerifiedFile> verified = new ArrayList<>();
        for (ArchiveFile file : files) {
            try {
                Optional<String> checksum = fetcher.checksum(file);
                switch (Standing.of(ledger.file(file), checksum)) {
                    case Standing.Loaded loaded
                    when request.again() != Again.ALL -> log.loadedBefore(file, loaded.entry());
                    case Standing.OtherContent other
                    when request.again() == Again.NO ->
                        throw new ArchiveException.Republished(
                                file, other.entry().getChecksum(), checksum.orElse("none"));
                    case Standing.Fresh _, Standing.Begun _, Standing.Loaded _, Standing.OtherContent _ ->
                        verified.add(verify(file));
                }
            } catch (ArchiveException e) {
                log.failed(file, null, String.valueOf(e.getMessage()));
                throw e;
            }
        }
        return verified;
    }

    private VerifiedFile verify(ArchiveFile file) throws ArchiveException, InterruptedException {
        VerifiedFile verified = verifier.verify(fetcher.fetch(file));
        log.verified(verified);
        display.step(file.name() + ": fetched and verified, " + verified.rows() + " rows");
        verified.firstRefusals().forEach(refusal -> display.warn("to the dead letters: " + refusal));
        if (verified.times().outside() > 0) {
            display.warn(file.path() + ": " + verified.times().outside() + " rows have a time outside " + file.period()
                    + "; they are loaded as they are");
        }
        if (verified.repeated() > 0) {
            display.warn(file.path() + ": " + verified.repeated() + " rows repeat earlier ones; each is loaded once");
        }
        return verified;
    }

    private void publish(Dataset dataset, List<VerifiedFile> files)
            throws ArchiveException, PublishException, InterruptedException {
        try (DatasetPublisher publisher = publishers.apply(dataset)) {
            for (VerifiedFile file : files) {
                publish(publisher, file);
            }
        }
    }

    private void publish(DatasetPublisher publisher, VerifiedFile file)
            throws ArchiveException, PublishException, InterruptedException {
        try {
            Published published = publisher.publish(file, rows, request.again(), progress, () -> false);
            log.published(file, published.publishedNow(), published.published(), published.deadLetters());
        } catch (ArchiveException | PublishException e) {
            log.failed(file.fetched().file(), file, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            file.forgetEncoded();
        }
    }
}
