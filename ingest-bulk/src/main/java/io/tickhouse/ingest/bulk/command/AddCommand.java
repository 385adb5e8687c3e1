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
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.Source;
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
            "Adds a job: days of an archive to be loaded into the history topics. 'run' loads it.",
            "The archive is asked first what it has; a job that cannot fit on the disks is refused.",
            "Example: ingest-bulk add --venue binance-usdm --symbols BTCUSDT,ETHUSDT --types trades,klines:1m"
                    + " --from 2024-01-01 --to 2024-12-31"
        })
public final class AddCommand implements Callable<Integer> {
    private static final long RANK_STEP = 1_000;

    @Option(
            names = "--venue",
            required = true,
            paramLabel = "VENUE",
            description = "The venue's product, such as binance-spot, binance-usdm, binance-coinm or bybit-linear.")
    private String venue = "";

    @Option(
            names = {"--symbols", "--symbol"},
            required = true,
            split = ",",
            paramLabel = "S",
            description = "Symbols as the venue names them, separated by commas; * stands for any characters: *USDT.")
    private List<String> symbols = List.of();

    @Option(
            names = {"--types", "--type"},
            split = ",",
            paramLabel = "TYPE",
            defaultValue = "trades",
            description = "Types of data, separated by commas: trades, aggTrades, klines:1m, markPriceKlines:1h,"
                    + " indexPriceKlines:1h, premiumIndexKlines:1h, fundingRate, metrics. Default: ${DEFAULT-VALUE}.")
    private List<String> types = List.of("trades");

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First UTC day, such as 2024-01-01.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last UTC day, inclusive.")
    private @Nullable LocalDate to;

    @Option(names = "--follow", description = "In place of --to: go on with new days as the archive publishes them.")
    private boolean follow;

    @Option(
            names = "--archive",
            paramLabel = "DIR_OR_URL",
            description = "Folder or http(s) address of the archive. Default: the runner's setting bulk.archive.url.")
    private @Nullable String archive;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "BULK",
            description = "What the records say they come from: BULK, or SIMULATED for the simulator's archive.")
    private Source source = Source.BULK;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = ".tickhouse/bulk",
            description = "Where the runner will keep fetched files, for the estimate. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of(".tickhouse", "bulk");

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
            chosen = ArchiveVenues.of(venue);
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
        require(
                source == Source.BULK || source == Source.SIMULATED,
                "--source: expected BULK or SIMULATED, found " + source);
        List<Series> series = types.stream().map(Series::parse).distinct().toList();
        series.forEach(one -> require(chosen.has(one), "--types: the archive of " + venue + " has no " + one.label()));
        return BulkJob.newBuilder()
                .setJobId(JobId.fresh())
                .setVenue(venue)
                .setSymbols(symbols.stream()
                        .map(symbol -> symbol.contains("*") ? symbol : chosen.symbol(symbol))
                        .distinct()
                        .toList())
                .setSeries(series.stream().map(Series::label).toList())
                .setFromDay(from)
                .setToDay(to)
                .setSource(source)
                .setArchive(archive)
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
        try (Archive opened =
                workshop.archive(chosen, archive == null ? workshop.config().archiveUrl() : archive)) {
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
