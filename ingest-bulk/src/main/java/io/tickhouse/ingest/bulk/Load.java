package io.tickhouse.ingest.bulk;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.fetch.Fetcher;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.Standing;
import io.tickhouse.ingest.bulk.plan.Presence;
import io.tickhouse.ingest.bulk.plan.Selection;
import io.tickhouse.ingest.bulk.publish.FilePublisher;
import io.tickhouse.ingest.bulk.publish.FilePublisher.Published;
import io.tickhouse.ingest.bulk.publish.PublishException;
import io.tickhouse.ingest.bulk.report.LoadLog;
import io.tickhouse.ingest.bulk.report.ProgressDisplay;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.ingest.bulk.rows.Verifier;
import java.util.ArrayList;
import java.util.List;

/**
 * One load from its plan to its last row. All files of the request are fetched and read through before the first row of any
 * is published, so that a bad file anywhere leaves nothing of the request behind; the price is disk for all its ZIPs.
 */
final class Load {
    private final LoadRequest request;
    private final String archive;
    private final Fetcher fetcher;
    private final Verifier verifier;
    private final Ledger ledger;
    private final FilePublisher publisher;
    private final LoadLog log;
    private final ProgressDisplay display;

    /** @param archive how messages call the archive */
    Load(
            LoadRequest request,
            String archive,
            Fetcher fetcher,
            Verifier verifier,
            Ledger ledger,
            FilePublisher publisher,
            LoadLog log,
            ProgressDisplay display) {
        this.request = request;
        this.archive = archive;
        this.fetcher = fetcher;
        this.verifier = verifier;
        this.ledger = ledger;
        this.publisher = publisher;
        this.log = log;
        this.display = display;
    }

    /** Loads everything; the log knows each file's fate afterwards, also when this throws. */
    void run() throws ArchiveException, PublishException, InterruptedException {
        List<VerifiedFile> verified = verify(select());
        display.publishing(verified.stream().mapToLong(VerifiedFile::rows).sum());
        for (VerifiedFile file : verified) {
            publish(file);
        }
    }

    private List<ArchiveFile> select() throws ArchiveException, InterruptedException {
        request.symbols().forEach(symbol -> request.files(symbol).forEach(log::planned));
        List<ArchiveFile> present = new ArrayList<>();
        for (String symbol : request.symbols()) {
            List<Presence> found = new ArrayList<>();
            for (ArchiveFile file : request.files(symbol)) {
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
                String checksum = fetcher.checksum(file);
                switch (ledger.standing(file, checksum)) {
                    case Standing.Loaded loaded -> log.loadedBefore(file, loaded.entry());
                    case Standing.OtherContent other
                    when !request.reload() ->
                        throw new ArchiveException.Republished(
                                file, other.entry().getChecksum(), checksum);
                    case Standing.Fresh _, Standing.Begun _, Standing.OtherContent _ -> verified.add(verify(file));
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
        display.step(file.zipName() + ": fetched and verified, " + verified.rows() + " rows");
        verified.firstRefusals().forEach(refusal -> display.warn("to the dead letters: " + refusal));
        if (verified.outsideDay() > 0) {
            display.warn(file.path() + ": " + verified.outsideDay() + " rows have a time outside " + file.day()
                    + "; they are loaded as they are");
        }
        return verified;
    }

    private void publish(VerifiedFile file) throws ArchiveException, PublishException, InterruptedException {
        try {
            Published published = publisher.publish(file);
            log.published(file, published.publishedNow(), published.published(), published.deadLetters());
        } catch (ArchiveException | PublishException e) {
            log.failed(file.fetched().file(), file, String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
