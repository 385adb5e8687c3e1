package io.tickhouse.ingest.bulk.delete;

import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.LedgerException;
import io.tickhouse.ingest.bulk.publish.DatasetClaim;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import io.tickhouse.ingest.bulk.setup.Surroundings;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.market.BulkFile;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Deletes some days of datasets. The tables come first and the ledger last, so that a deletion that breaks off is ended by
 * another one: until then the ledger still knows what was loaded.
 */
final class DeleteService implements Service {
    private final Deletion deletion;
    private final boolean yes;
    private final PrintStream out;
    private final PrintStream err;

    /** @param yes false to say only what would be deleted */
    DeleteService(Deletion deletion, boolean yes, PrintStream out, PrintStream err) {
        this.deletion = deletion;
        this.yes = yes;
        this.out = out;
        this.err = err;
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
        return CommonConfig.withClickHouse(BulkConfig.def());
    }

    @Override
    public void check(ServiceContext context) throws InterruptedException {
        try (Admin admin = context.kafka().admin()) {
            Surroundings.verify(admin, Workshop.of(context).registry());
        }
        try (StoredRows rows = StoredRows.of(context.config())) {
            rows.verify();
        }
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        try {
            check(context);
            Workshop workshop = Workshop.of(context);
            try (Ledger ledger = workshop.ledger();
                    StoredRows rows = StoredRows.of(context.config())) {
                ledger.glance();
                context.health().up("ledger");
                List<String> reasons = deletion.reasonsAgainst(ledger.jobs(), ledger.files());
                reasons.forEach(reason -> err.println(name() + ": " + reason));
                if (!reasons.isEmpty()) {
                    return ExitCodes.FAILED;
                }
                for (Dataset dataset : deletion.datasets()) {
                    delete(dataset, workshop, ledger, rows);
                }
                if (!yes) {
                    out.println("nothing is deleted yet; --yes does it");
                }
                return ExitCodes.OK;
            }
        } catch (LedgerException | DeleteException | IllegalStateException e) {
            err.println(name() + ": " + e.getMessage());
        } catch (KafkaException e) {
            err.println(name() + ": the brokers or the schema registry fail: " + e.getMessage());
        } catch (InterruptedException e) {
            err.println(name() + ": " + (e.getMessage() == null ? "stopped" : e.getMessage()));
        }
        return ExitCodes.FAILED;
    }

    private void delete(Dataset dataset, Workshop workshop, Ledger ledger, StoredRows rows)
            throws InterruptedException {
        Period days = deletion.days();
        if (!yes) {
            say(
                    "%s: %,d rows, %,d files",
                    dataset,
                    rows.count(dataset, days),
                    deletion.filesOf(dataset, ledger.files()).size());
            return;
        }
        try (DatasetClaim claim = new DatasetClaim(dataset, workshop.context().kafka(), workshop.registry())) {
            ledger.readToEnd();
            List<BulkFile> files = deletion.filesOf(dataset, ledger.files());
            long count = rows.count(dataset, days);
            rows.delete(dataset, days, files);
            claim.forget(files);
            say("%s: %,d rows deleted, %,d files forgotten", dataset, count, files.size());
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
