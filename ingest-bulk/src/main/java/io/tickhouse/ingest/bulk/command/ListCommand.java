package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkRun;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ingest-bulk list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the jobs in the order in which they are loaded, with what a runner said of them last.")
public final class ListCommand implements Callable<Integer> {
    private static final String COLUMNS = "%-6s %-10s %-14s %-24s %-24s %-10s %-10s %13s %8s %7s %15s%n";

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        return ServiceRunner.run(
                new LedgerService(
                        (workshop, ledger, book) -> {
                            print(ledger, System.out);
                            return ExitCodes.OK;
                        },
                        System.err),
                options);
    }

    static void print(Ledger ledger, PrintStream out) {
        List<BulkJob> jobs = ledger.jobs();
        if (jobs.isEmpty()) {
            out.println("no jobs; ./tickhouse ingest bulk add makes one");
            return;
        }
        out.print(Texts.text(
                COLUMNS, "JOB", "STATE", "VENUE", "SYMBOLS", "TYPES", "FROM", "TO", "FILES", "MISSING", "ASIDE",
                "RECORDS"));
        for (BulkJob job : jobs) {
            Optional<BulkRun> run = ledger.run(job.getJobId());
            out.print(Texts.text(
                    COLUMNS,
                    job.getJobId(),
                    JobStates.now(job, run),
                    job.getVenue(),
                    shortened(job.getSymbols()),
                    shortened(job.getSeries()),
                    job.getFromDay(),
                    job.getToDay() == null ? "follows" : job.getToDay(),
                    run.map(one -> one.getLoaded() + "/" + one.getFiles()).orElse("-"),
                    run.map(one -> Integer.toString(one.getMissing())).orElse("-"),
                    run.map(one -> Integer.toString(one.getQuarantined())).orElse("-"),
                    run.map(one -> Texts.text("%,d", one.getRecords())).orElse("-")));
        }
    }

    private static String shortened(List<String> names) {
        String all = String.join(",", names);
        return all.length() <= 24 ? all : all.substring(0, 23) + '…';
    }
}
