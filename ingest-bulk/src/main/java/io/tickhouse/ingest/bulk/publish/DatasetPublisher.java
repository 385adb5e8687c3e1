package io.tickhouse.ingest.bulk.publish;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.Standing;
import io.tickhouse.ingest.bulk.publish.TransactionLoop.Settled;
import io.tickhouse.ingest.bulk.rows.TradeRows;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.market.BulkFile;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes verified files, each row once. Whatever goes wrong with the brokers, the way on is the same as after a crash:
 * a new producer of the file (which ends the old one's transaction), the ledger, the next row.
 */
public final class FilePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(FilePublisher.class);

    private final KafkaClients kafka;
    private final SchemaRegistryClient registry;
    private final Ledger ledger;
    private final TradeRows rows;
    private final Settings settings;
    private final Progress progress;
    private final StopSignal stop;

    public FilePublisher(
            KafkaClients kafka,
            SchemaRegistryClient registry,
            Ledger ledger,
            TradeRows rows,
            Settings settings,
            Progress progress,
            StopSignal stop) {
        this.kafka = kafka;
        this.registry = registry;
        this.ledger = ledger;
        this.rows = rows;
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * How it publishes.
     *
     * @param transaction how long one transaction collects rows
     * @param attempts tries without any progress before it gives up, 1 or more
     * @param backoff wait between two tries
     * @param reload whether a file that was published anew is loaded again
     */
    public record Settings(Duration transaction, int attempts, Duration backoff, boolean reload) {}

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
     * @throws PublishException if it cannot be finished; the message says what to do
     * @throws ArchiveException if it was loaded before with other content and may not be loaded again
     */
    public Published publish(VerifiedFile file) throws PublishException, ArchiveException, InterruptedException {
        String path = file.fetched().file().path();
        OptionalLong publishedBefore = OptionalLong.empty();
        long reached = -1;
        for (int attempt = 1; ; attempt++) {
            Try one = new Try(file);
            try {
                one.run();
                long before = publishedBefore.orElse(one.start.records());
                return new Published(one.now.records() - before, one.now.records(), one.now.deadLetters());
            } catch (KafkaException e) {
                if (BrokerFailure.isFencing(e)) {
                    throw new PublishException.Fenced(path, e);
                }
                if (publishedBefore.isEmpty() && one.ledgerRead) {
                    publishedBefore = OptionalLong.of(one.start.records());
                }
                attempt = one.now.nextRow() > reached ? 1 : attempt;
                reached = Math.max(reached, one.now.nextRow());
                String why = BrokerFailure.describe(e);
                if (BrokerFailure.isFinal(e) || attempt >= settings.attempts()) {
                    throw new PublishException.GaveUp(path, reached, why, e);
                }
                LOG.atWarn()
                        .addKeyValue("file", path)
                        .addKeyValue("next_row", reached)
                        .addKeyValue("attempt", attempt)
                        .addKeyValue("why", why)
                        .log("publishing failed; continuing from the ledger");
                if (stop.await(settings.backoff())) {
                    throw new PublishException.Stopped(path, reached);
                }
            }
        }
    }

    /** One producer's life on a file. */
    private final class Try {
        private final VerifiedFile file;
        private Settled start = new Settled(0, 0, 0);
        private Settled now = start;
        private boolean ledgerRead;

        private Try(VerifiedFile file) {
            this.file = file;
        }

        private void run() throws PublishException, ArchiveException {
            ArchiveFile about = file.fetched().file();
            HistoryProducer producer = new HistoryProducer(about, kafka, registry);
            boolean done = false;
            try {
                ledger.readToEnd();
                ledgerRead = true;
                switch (ledger.standing(about, file.fetched().checksum())) {
                    case Standing.Loaded(BulkFile entry) -> start(entry);
                    case Standing.Begun(BulkFile entry) -> {
                        start(entry);
                        send(producer);
                    }
                    case Standing.Fresh() -> send(producer);
                    case Standing.OtherContent(BulkFile entry) -> {
                        if (!settings.reload()) {
                            throw new ArchiveException.Republished(
                                    about, entry.getChecksum(), file.fetched().checksum());
                        }
                        send(producer);
                    }
                }
                done = true;
            } finally {
                if (done) {
                    producer.close();
                } else {
                    producer.abandon();
                }
            }
        }

        private void start(BulkFile entry) {
            start = new Settled(entry.getNextRow(), entry.getRecords(), entry.getDeadLetters());
            now = start;
        }

        private void send(HistoryProducer producer) throws PublishException, ArchiveException {
            TransactionLoop loop = new TransactionLoop(file, start, producer, settings.transaction(), progress, stop);
            try {
                rows.read(file.fetched(), start.nextRow(), loop);
                loop.end();
            } finally {
                now = loop.settled();
            }
        }
    }
}
