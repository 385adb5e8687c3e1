package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.job.JobScope;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.report.VolumeCheck;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileReport;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkRun;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingest-bulk show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a job: what it asks for, how far it is, and for each file that was touched what reading it has shown:",
            "rows, ids and their holes, times, repeats, and the traded volume beside that of the klines that are loaded."
        })
public final class ShowCommand implements Callable<Integer> {
    private static final int SHOWN = 40;

    @Parameters(paramLabel = "JOB", description = "The job's id or how it begins.")
    private String job = "";

    @Option(
            names = "--all",
            description = "Show every file; otherwise the last " + SHOWN + " and all that have trouble.")
    private boolean all;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        return ServiceRunner.run(
                new LedgerService(
                        (workshop, ledger, book) -> {
                            print(ledger, JobId.find(ledger, job), System.out);
                            return ExitCodes.OK;
                        },
                        System.err),
                options);
    }

    private void print(Ledger ledger, BulkJob asked, PrintStream out) {
        Optional<BulkRun> run = ledger.run(asked.getJobId());
        out.println(Texts.text(
                "job %s: %s%n  %s %s, %s, %s to %s%n  added %s, source %s, archive %s",
                asked.getJobId(),
                JobStates.now(asked, run),
                asked.getVenue(),
                String.join(",", asked.getSymbols()),
                String.join(",", asked.getSeries()),
                asked.getFromDay(),
                asked.getToDay() == null ? "whatever appears" : asked.getToDay(),
                asked.getCreateTime(),
                asked.getSource(),
                Objects.requireNonNullElse(asked.getArchive(), "as the runner is set")));
        run.ifPresent(one -> print(one, out));
        List<BulkFile> files = ledger.files().stream()
                .filter(file -> isOf(asked, file))
                .sorted(Comparator.comparing((BulkFile file) -> Objects.requireNonNullElse(file.getPeriod(), ""))
                        .thenComparing(BulkFile::getSymbol)
                        .thenComparing(BulkFile::getDataType))
                .toList();
        VolumeCheck volumes = VolumeCheck.of(ledger.files());
        for (int i = 0; i < files.size(); i++) {
            BulkFile file = files.get(i);
            if (all
                    || i >= files.size() - SHOWN
                    || isTrouble(file)
                    || volumes.of(file).isTrouble()) {
                print(file, volumes, out);
            }
        }
        if (!all && files.size() > SHOWN) {
            out.println("of " + files.size() + " files the last " + SHOWN + " and those with trouble; --all shows all");
        }
    }

    private static void print(BulkRun run, PrintStream out) {
        out.println(Texts.text(
                "  %,d of %,d files loaded, %,d not in the archive, %,d set aside; %,d records, %,d dead letters, %s",
                run.getLoaded(),
                run.getFiles(),
                run.getMissing(),
                run.getQuarantined(),
                run.getRecords(),
                run.getDeadLetters(),
                Texts.bytes(run.getBytes())));
        if (run.getError() != null) {
            out.println("  trouble: " + run.getError());
        }
    }

    private static boolean isOf(BulkJob job, BulkFile file) {
        return file.getPeriod() != null
                && JobScope.covers(
                        job, file.getVenue(), file.getSymbol(), file.getDataType(), Period.parse(file.getPeriod()));
    }

    private static boolean isTrouble(BulkFile file) {
        BulkFileReport report = file.getReport();
        return file.getState() == BulkFileState.QUARANTINED
                || file.getDeadLetters() > 0
                || (report != null
                        && (report.getMissingIds() > 0
                                || report.getRepeated() > 0
                                || report.getDisordered() > 0
                                || report.getOutside() > 0));
    }

    private static void print(BulkFile file, VolumeCheck volumes, PrintStream out) {
        StringBuilder line = new StringBuilder(Texts.text(
                "%-11s %s %s %s",
                file.getState().name().toLowerCase(Locale.ROOT),
                file.getPeriod(),
                file.getSymbol(),
                file.getDataType()));
        BulkFileReport report = file.getReport();
        if (report != null) {
            line.append(Texts.text(": %,d of %,d rows", file.getNextRow(), report.getRows()));
            if (report.getFirstId() != null) {
                line.append(Texts.text(", ids %d-%d", report.getFirstId(), report.getLastId()));
                line.append(
                        report.getMissingIds() == 0
                                ? " whole"
                                : Texts.text(
                                        ", %,d missing: %s%s",
                                        report.getMissingIds(),
                                        String.join(" ", report.getHoles()),
                                        report.getHoles().size() < 20 ? "" : " …"));
            }
            if (report.getFirstTime() != null) {
                line.append(Texts.text(", %s to %s", report.getFirstTime(), report.getLastTime()));
            }
            append(line, report.getRepeated(), "repeated");
            append(line, report.getDisordered(), "out of order");
            append(line, report.getOutside(), "not of these days");
            line.append(volumes.of(file).words());
        }
        append(line, file.getDeadLetters(), "to the dead letters");
        if (file.getError() != null) {
            line.append(": ").append(file.getError());
        }
        out.println(line);
    }

    private static void append(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append(Texts.text(", %,d %s", count, what));
        }
    }
}
