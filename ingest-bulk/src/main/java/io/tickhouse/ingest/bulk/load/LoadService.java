package io.tickhouse.ingest.bulk.load;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.fetch.Archive;
import io.tickhouse.ingest.bulk.fetch.Fetcher;
import io.tickhouse.ingest.bulk.fetch.WorkFolder;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.LedgerException;
import io.tickhouse.ingest.bulk.publish.PublishException;
import io.tickhouse.ingest.bulk.report.LoadLog;
import io.tickhouse.ingest.bulk.report.LoadReport;
import io.tickhouse.ingest.bulk.report.ProgressDisplay;
import io.tickhouse.ingest.bulk.report.Summary;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.rows.Verifier;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import io.tickhouse.ingest.bulk.setup.Surroundings;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;

/** One load as a service that ends: wires the rooms, runs the load, tells what became of it. */
final class LoadService implements Service {
    private static final String NAME = BulkConfig.SERVICE;

    private static final String PART = "load";

    private final LoadRequest request;
    private final PrintStream out;
    private final PrintStream err;

    LoadService(LoadRequest request, PrintStream out, PrintStream err) {
        this.request = request;
        this.out = out;
        this.err = err;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String configPrefix() {
        return BulkConfig.PREFIX;
    }

    @Override
    public ConfigDef config() {
        return BulkConfig.def();
    }

    @Override
    public void check(ServiceContext context) throws ArchiveException, InterruptedException {
        Workshop workshop = Workshop.of(context);
        try (Admin admin = context.kafka().admin()) {
            Surroundings.verify(admin, workshop.registry());
        }
        archive(workshop).close();
    }

    @Override
    public int run(ServiceContext context) throws IOException {
        LoadLog log = new LoadLog();
        boolean done = false;
        try {
            check(context);
            context.health().up(PART);
            load(context, log);
            done = true;
        } catch (ArchiveException | PublishException | LedgerException | IllegalStateException e) {
            err.println(NAME + ": " + e.getMessage());
        } catch (KafkaException e) {
            err.println(NAME + ": the brokers or the schema registry fail: " + e.getMessage());
        } catch (InterruptedException e) {
            err.println(NAME + ": " + (e.getMessage() == null ? "stopped" : e.getMessage()));
        }
        return finish(log, new BulkConfig(context.config()), done);
    }

    private void load(ServiceContext context, LoadLog log)
            throws ArchiveException, PublishException, InterruptedException, IOException {
        Workshop workshop = Workshop.of(context);
        BulkConfig config = workshop.config();
        FileRows rows = workshop.rows(request.venue(), request.source());
        try (Archive archive = archive(workshop);
                WorkFolder work = WorkFolder.in(request.work(), config.keepFiles());
                ProgressDisplay display = new ProgressDisplay(err, Terminal.current());
                Ledger ledger = workshop.ledger()) {
            Fetcher fetcher = workshop.fetcher(archive, work.path());
            Verifier verifier = workshop.verifier(rows);
            new Load(
                            request,
                            archive.name(),
                            fetcher,
                            verifier,
                            rows,
                            ledger,
                            dataset -> workshop.publisher(dataset, ledger),
                            workshop.metered(display),
                            log,
                            display)
                    .run();
        }
    }

    private Archive archive(Workshop workshop) throws ArchiveException {
        return workshop.archive(request.venue(), place(workshop.config()));
    }

    private int finish(LoadLog log, BulkConfig config, boolean done) throws IOException {
        LoadReport report = log.report(
                place(config).isBlank() ? request.venue().publicUrl() : place(config),
                request.source().name());
        if (done) {
            Summary.print(report, out);
        }
        if (request.report().isPresent()) {
            report.write(request.report().get());
        }
        if (!done) {
            return ExitCodes.FAILED;
        }
        return report.totals().deadLetters() > 0 ? ExitCodes.REFUSED_RECORDS : ExitCodes.OK;
    }

    private String place(BulkConfig config) {
        return request.archive().orElseGet(config::archiveUrl);
    }
}
