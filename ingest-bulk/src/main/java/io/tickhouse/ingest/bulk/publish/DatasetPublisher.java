package io.tickhouse.ingest.bulk.publish;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.Standing;
import io.tickhouse.ingest.bulk.rows.EncodedRows;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.rows.Proof;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileReport;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a dataset's verified files, one after another, each row once. Whatever goes wrong with the brokers, the way on is
 * the same as after a crash: a new producer (which ends the old one's transaction), the ledger, the next row. Not thread-safe.
 */
public final class DatasetPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetPublisher.class);

    private final Dataset dataset;
    private final KafkaClients kafka;
    private final SchemaRegistryClient registry;
    private final Ledger ledger;
    private final Settings settings;
    private final StopSignal stop;
    /** What this publisher has committed since the producer was opened, which the ledger may be late to show. */
    private final Map<String, BulkFile> committed = new HashMap<>();

    private @Nullable DatasetProducer open;

    public DatasetPublisher(
            Dataset dataset,
            KafkaClients kafka,
            SchemaRegistryClient registry,
            Ledger ledger,
            Settings settings,
            StopSignal stop) {
        this.dataset = dataset;
        this.kafka = kafka;
        this.registry = registry;
        this.ledger = ledger;
        this.settings = settings;
        this.stop = stop;
    }

    /**
     * How it publishes.
     *
     * @param transaction how long one transaction collects rows
     * @param attempts tries without any progress before it gives up, 1 or more
     * @param backoff wait between two tries
     */
    public record Settings(Duration transaction, int attempts, Duration backoff) {}

    /** What to do with files that are loaded already. */
    public enum Again {
        /** Leave them alone; refuse those whose content has changed. */
        NO,
        /** Load those whose content has changed. */
        CHANGED,
        /** Load all of them. */
        ALL
    }

    /**
     * What became of a file.
     *
     * @param publishedNow records published by this call
     * @param published records published of this content, now or before
     * @param deadLetters rows refused of this content, now or before
     */
    public record Published(long publishedNow, long published, long deadLetters) {}

    /**
     * Publishes what is not yet published of a file.
     *
     * @param rows how it is read
     * @param progress hears what is committed
     * @param leave true when it is to be left where it is
     * @throws PublishException if it cannot be finished; the message says what to do
     * @throws ArchiveException if it was loaded before with other content and may not be loaded again
     */
    public Published publish(VerifiedFile file, FileRows rows, Again again, Progress progress, BooleanSupplier leave)
            throws PublishException, ArchiveException, InterruptedException {
        FileTry one = new FileTry(file, rows, again, progress, () -> leave.getAsBoolean() || stop.isStopping());
        this.<ArchiveException>persistently(file.fetched().file(), one::reached, one::run);
        return one.published();
    }

    /** Tells the ledger that a file cannot be loaded. */
    public void quarantine(ArchiveFile file, String why) throws PublishException, InterruptedException {
        this.<RuntimeException>persistently(file, () -> 0, () -> {
            DatasetProducer producer = producer();
            BulkFile state = FileState.quarantined(file, entry(file), why, Instant.now());
            producer.begin();
            producer.commit(file, state);
            committed.put(file.path(), state);
        });
    }

    private interface Attempt<X extends Exception> {
        void run() throws X, PublishException, InterruptedException;
    }

    private interface Reached {
        /** The next row, which grows as long as there is progress. */
        long row();
    }

    private <X extends Exception> void persistently(ArchiveFile file, Reached reached, Attempt<X> attempt)
            throws X, PublishException, InterruptedException {
        long furthest = -1;
        for (int tries = 1; ; tries++) {
            try {
                attempt.run();
                return;
            } catch (KafkaException e) {
                abandon();
                if (BrokerFailure.isFencing(e)) {
                    throw new PublishException.Fenced(file.path(), e);
                }
                tries = reached.row() > furthest ? 1 : tries;
                furthest = Math.max(furthest, reached.row());
                String why = BrokerFailure.describe(e);
                if (BrokerFailure.isFinal(e) || tries >= settings.attempts()) {
                    throw new PublishException.GaveUp(file.path(), furthest, why, e);
                }
                LOG.atWarn()
                        .addKeyValue("file", file.path())
                        .addKeyValue("next_row", furthest)
                        .addKeyValue("attempt", tries)
                        .addKeyValue("why", why)
                        .log("publishing failed; continuing from the ledger");
                if (stop.await(settings.backoff())) {
                    throw new PublishException.Stopped(file.path(), furthest);
                }
            } catch (PublishException.Stopped e) {
                throw e; // nothing is open
            } catch (Exception e) {
                abandon();
                throw e;
            }
        }
    }

    /** The producer, and the ledger as it was once no earlier producer could write any more. */
    private DatasetProducer producer() throws InterruptedException {
        DatasetProducer producer = open;
        if (producer == null) {
            producer = new DatasetProducer(dataset, kafka, registry);
            open = producer;
            ledger.readToEnd();
            committed.clear();
        }
        return producer;
    }

    private Optional<BulkFile> entry(ArchiveFile file) {
        return Optional.ofNullable(committed.get(file.path())).or(() -> ledger.file(file));
    }

    private Proof.Neighbours neighbours(VerifiedFile file) {
        Optional<VerifiedFile.Ids> ids = file.ids();
        if (ids.isEmpty()) {
            return Proof.Neighbours.UNKNOWN;
        }
        Optional<Instant> before = Optional.empty();
        Optional<Instant> after = Optional.empty();
        for (BulkFile other : files()) {
            BulkFileReport report = other.getReport();
            if (other.getState() != BulkFileState.LOADED || report == null) {
                continue;
            }
            if (Objects.equals(report.getLastId(), ids.get().first() - 1)) {
                before = Optional.ofNullable(report.getLastTime());
            }
            if (Objects.equals(report.getFirstId(), ids.get().last() + 1)) {
                after = Optional.ofNullable(report.getFirstTime());
            }
        }
        return new Proof.Neighbours(before, after);
    }

    /** What is known of all files of the dataset. */
    private Collection<BulkFile> files() {
        Map<String, BulkFile> files = new HashMap<>();
        ledger.files().stream().filter(this::isOfDataset).forEach(entry -> files.put(entry.getFile(), entry));
        files.putAll(committed);
        return files.values();
    }

    /** Refuses a month of which days are loaded, and a day whose month is. */
    private void requireNoOverlap(ArchiveFile file) throws ArchiveException {
        for (BulkFile other : files()) {
            boolean begun = other.getNextRow() > 0 || other.getState() == BulkFileState.LOADED;
            if (begun
                    && !other.getFile().equals(file.path())
                    && other.getPeriod() != null
                    && Period.parse(other.getPeriod()).overlaps(file.period())) {
                throw new ArchiveException.Overlapping(file, other.getFile());
            }
        }
    }

    private boolean isOfDataset(BulkFile entry) {
        return entry.getVenue().equals(dataset.venue().name())
                && entry.getSymbol().equals(dataset.symbol())
                && entry.getDataType().equals(dataset.series().label());
    }

    private void abandon() {
        if (open != null) {
            open.abandon();
            open = null;
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** A file on its way; each run continues where the last has come to. */
    private final class FileTry {
        private final VerifiedFile file;
        private final ArchiveFile about;
        private final FileRows rows;
        private final Progress progress;
        private final BooleanSupplier leave;
        private Again again;
        private @Nullable Settled first;
        private Settled now = Settled.NOTHING;

        private FileTry(VerifiedFile file, FileRows rows, Again again, Progress progress, BooleanSupplier leave) {
            this.file = file;
            this.rows = rows;
            this.progress = progress;
            this.about = file.fetched().file();
            this.again = again;
            this.leave = leave;
        }

        private long reached() {
            return now.nextRow();
        }

        private Published published() {
            long before = first == null ? 0 : first.records();
            return new Published(now.records() - before, now.records(), now.deadLetters());
        }

        private void run() throws PublishException, ArchiveException, InterruptedException {
            DatasetProducer producer = producer();
            if (again != Again.ALL) {
                requireNoOverlap(about);
            }
            Optional<Settled> start =
                    start(Standing.of(entry(about), Optional.of(file.fetched().checksum())));
            if (start.isEmpty()) {
                return;
            }
            send(producer, start.get());
        }

        /** Where to begin; empty when all of it is published. */
        private Optional<Settled> start(Standing standing) throws ArchiveException {
            return switch (standing) {
                case Standing.Fresh() -> Optional.of(Settled.NOTHING);
                case Standing.Begun(BulkFile entry) -> Optional.of(Settled.of(entry));
                case Standing.Loaded(BulkFile _) when again == Again.ALL -> Optional.of(Settled.NOTHING);
                case Standing.Loaded(BulkFile entry) -> {
                    now = Settled.of(entry);
                    first = first == null ? now : first;
                    yield Optional.empty();
                }
                case Standing.OtherContent(BulkFile _) when again != Again.NO -> Optional.of(Settled.NOTHING);
                case Standing.OtherContent(BulkFile entry) ->
                    throw new ArchiveException.Republished(
                            about, entry.getChecksum(), file.fetched().checksum());
            };
        }

        private void send(DatasetProducer producer, Settled start)
                throws PublishException, ArchiveException, InterruptedException {
            first = first == null ? start : first;
            now = start;
            TransactionLoop loop = new TransactionLoop(
                    file, start, producer, settings.transaction(), rows.source(), neighbours(file), progress, leave);
            try (EncodedRows encoded = file.encoded(rows, start.nextRow())) {
                encoded.forEach(loop);
                loop.end();
            } finally {
                now = loop.settled();
                if (now.nextRow() > 0) {
                    again = again == Again.ALL ? Again.CHANGED : again; // from here on it continues where it is
                }
                if (now.nextRow() > start.nextRow() || now.nextRow() == file.rows()) {
                    committed.put(about.path(), FileState.of(file, stateOf(now), now, Instant.now()));
                }
            }
        }

        private BulkFileState stateOf(Settled settled) {
            return settled.nextRow() == file.rows() ? BulkFileState.LOADED : BulkFileState.LOADING;
        }
    }
}
