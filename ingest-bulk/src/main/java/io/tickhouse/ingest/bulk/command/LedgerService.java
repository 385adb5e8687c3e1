package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.LedgerException;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.ingest.bulk.publish.PublishException;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import io.tickhouse.ingest.bulk.setup.Surroundings;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import java.io.PrintStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;

/** A command that needs the ledger, as a service that ends. */
final class LedgerService implements Service {
    private final Work work;
    private final PrintStream err;

    LedgerService(Work work, PrintStream err) {
        this.work = work;
        this.err = err;
    }

    /** What the command does. */
    interface Work {
        /** @return the exit code */
        int run(Workshop workshop, Ledger ledger, JobBook book) throws Exception;
    }

    @Override
    public String name() {
        return BulkConfig.SERVICE;
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
    public void check(ServiceContext context) throws InterruptedException {
        try (Admin admin = context.kafka().admin()) {
            Surroundings.verify(admin, Workshop.of(context).registry());
        }
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        try {
            check(context);
            Workshop workshop = Workshop.of(context);
            try (Ledger ledger = workshop.ledger();
                    JobBook book = workshop.jobBook()) {
                ledger.glance();
                context.health().up("ledger");
                return work.run(workshop, ledger, book);
            }
        } catch (ArchiveException | PublishException | LedgerException | IllegalStateException e) {
            err.println(name() + ": " + e.getMessage());
        } catch (KafkaException e) {
            err.println(name() + ": the brokers or the schema registry fail: " + e.getMessage());
        } catch (InterruptedException e) {
            err.println(name() + ": " + (e.getMessage() == null ? "stopped" : e.getMessage()));
        }
        return ExitCodes.FAILED;
    }
}
