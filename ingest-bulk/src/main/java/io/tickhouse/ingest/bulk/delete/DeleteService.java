package io.tickhouse.ingest.bulk.delete;

import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.job.JobScope;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.LedgerException;
import io.tickhouse.ingest.bulk.publish.DatasetClaim;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import io.tickhouse.ingest.bulk.setup.Surroundings;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
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
    private final List<Dataset> datasets;
    private final Period days;
    private final boolean yes;
    private final PrintStream out;
    private final PrintStream err;

    /** @param yes false to say only what would be deleted */
    DeleteService(List<Dataset> datasets, LocalDate from, LocalDate to, boolean yes, PrintStream out, PrintStream err) {
        this.datasets = datasets;
        this.days = new Period(from, to);
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
                List<String> reasons = reasonsAgainst(ledger);
                reasons.forEach(reason -> err.println(name() + ": " + reason));
                if (!reasons.isEmpty()) {
                    return ExitCodes.FAILED;
                }
                for (Dataset dataset : datasets) {
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

    private List<String> reasonsAgainst(Ledger ledger) {
        List<String> reasons = new ArrayList<>();
        for (Dataset dataset : datasets) {
            for (BulkJob job : ledger.jobs()) {
                if (job.getWanted() == BulkJobWanted.RUN
                        && JobScope.covers(
                                job,
                                dataset.venue().name(),
                                dataset.symbol(),
                                dataset.series().label(),
                                days)) {
                    reasons.add("job " + job.getJobId() + " loads " + dataset
                            + " of these days, and would again; pause, cancel or remove it first");
                }
            }
            for (BulkFile file : files(ledger, dataset)) {
                Period period = Period.parse(String.valueOf(file.getPeriod()));
                if (!days.contains(period.first()) || !days.contains(period.last())) {
                    reasons.add(dataset + " was loaded from " + file.getFile() + ", a file of all days from "
                            + period.first() + " to " + period.last() + "; delete them together");
                }
            }
        }
        return reasons.stream().distinct().toList();
    }

    private List<BulkFile> files(Ledger ledger, Dataset dataset) {
        return ledger.files().stream()
                .filter(file -> file.getPeriod() != null
                        && file.getVenue().equals(dataset.venue().name())
                        && file.getSymbol().equals(dataset.symbol())
                        && file.getDataType().equals(dataset.series().label())
                        && Period.parse(file.getPeriod()).overlaps(days))
                .toList();
    }

    private void delete(Dataset dataset, Workshop workshop, Ledger ledger, StoredRows rows)
            throws InterruptedException {
        if (!yes) {
            say(
                    "%s: %,d rows, %,d files",
                    dataset, rows.count(dataset, days), files(ledger, dataset).size());
            return;
        }
        try (DatasetClaim claim = new DatasetClaim(dataset, workshop.context().kafka(), workshop.registry())) {
            ledger.readToEnd();
            List<BulkFile> files = files(ledger, dataset);
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
