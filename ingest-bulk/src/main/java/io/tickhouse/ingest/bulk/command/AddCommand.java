package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.fetch.Archive;
import io.tickhouse.ingest.bulk.fetch.Fetcher;
import io.tickhouse.ingest.bulk.fetch.InParallel;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.plan.Estimate;
import io.tickhouse.ingest.bulk.plan.Plan;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.ingest.bulk.run.Planning;
import io.tickhouse.ingest.bulk.setup.ArchiveOptions;
import io.tickhouse.ingest.bulk.setup.DatasetOptions;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ingest-bulk add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Adds a job: days of an archive to be loaded into the history topics. 'run' loads it. In --symbols, * stands"
                    + " for any characters: *USDT.",
            "The archive is asked first what it has; a job that cannot fit on the disks is refused.",
            "Example: ingest-bulk add --venue binance-usdm --symbols BTCUSDT,ETHUSDT --types trades,klines:1m"
                    + " --from 2024-01-01 --to 2024-12-31"
        })
public final class AddCommand implements Callable<Integer> {
    private static final long RANK_STEP = 1_000;

    @Mixin
    private DatasetOptions datasets = new DatasetOptions();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First UTC day, such as 2024-01-01.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last UTC day, inclusive.")
    private @Nullable LocalDate to;

    @Option(names = "--follow", description = "In place of --to: go on with new days as the archive publishes them.")
    private boolean follow;

    @Mixin
    private ArchiveOptions archive = new ArchiveOptions();

    @Option(names = "--dry-run", description = "Only say what it would take.")
    private boolean dryRun;

    @Option(names = "--force", description = "Add it although the archive cannot be asked or the disks look too small.")
    private boolean force;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ArchiveVenue chosen;
        BulkJob job;
        try {
            chosen = datasets.venue();
            job = job(chosen);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return ServiceRunner.run(
                new LedgerService((workshop, ledger, book) -> add(job, chosen, workshop, ledger, book), System.err),
                options);
    }

    private BulkJob job(ArchiveVenue chosen) {
        require(follow == (to == null), "--to: expected it, or else --follow");
        require(to == null || !to.isBefore(from), "--to: expected " + from + " or later, found " + to);
        return BulkJob.newBuilder()
                .setJobId(JobId.fresh())
                .setVenue(chosen.venue().name())
                .setSymbols(datasets.written().stream()
                        .map(symbol -> symbol.contains("*") ? symbol : chosen.symbol(symbol))
                        .distinct()
                        .toList())
                .setSeries(datasets.series().stream().map(Series::label).toList())
                .setFromDay(from)
                .setToDay(to)
                .setSource(archive.source())
                .setArchive(archive.archive().orElse(null))
                .setWanted(BulkJobWanted.RUN)
                .setRank(0)
                .setAttempt(1)
                .setResync(0)
                .setCreateTime(Instant.now())
                .build();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private int add(BulkJob job, ArchiveVenue chosen, Workshop workshop, Ledger ledger, JobBook book) throws Exception {
        Path work = archive.work();
        try (Archive opened = workshop.archive(chosen, archive.archive().orElseGet(workshop.config()::archiveUrl))) {
            Fetcher fetcher = workshop.fetcher(opened, work);
            Plan plan = new Planning(ledger, new InParallel(workshop.config().fetchParallel()))
                    .of(job, chosen, opened, fetcher);
            Estimate estimate = Estimate.of(plan);
            Texts.print(plan, estimate, System.out);
            List<String> problems = new Room(workshop, estimate, work).problems();
            problems.forEach(problem -> System.err.println("ingest-bulk: " + problem));
            if (!force && !problems.isEmpty()) {
                System.err.println("ingest-bulk: not added; ask for less, make room, or add --force");
                return ExitCodes.FAILED;
            }
            if (!force && plan.files().isEmpty()) {
                System.err.println("ingest-bulk: not added: " + opened.name() + " has none of these files"
                        + plan.missing().stream()
                                .findFirst()
                                .map(file -> ", such as " + file.path())
                                .orElse("")
                        + ". Check venue, symbols, types and days");
                return ExitCodes.FAILED;
            }
        } catch (ArchiveException e) {
            if (!force) {
                throw e;
            }
            System.err.println("ingest-bulk: " + e.getMessage());
        }
        if (dryRun) {
            return ExitCodes.OK;
        }
        long last = ledger.jobs().stream().mapToLong(BulkJob::getRank).max().orElse(0);
        job.setRank(last + RANK_STEP);
        book.write(job);
        System.out.println("job " + job.getJobId() + " added; ./tickhouse ingest bulk run loads it");
        return ExitCodes.OK;
    }
}
