package io.tickhouse.ingest.bulk.load;

import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Again;
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.Source;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ingest-bulk load}: one load, now. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads files of a venue's archive into the history topics.",
            "All files are fetched and verified before a row is published; a load that was broken off continues at the"
                    + " next row, a file that is loaded already is left alone.",
            "Example: ingest-bulk load --venue binance-spot --symbols BTCUSDT --from 2024-08-08 --to 2024-08-09"
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:loaded, or loaded already",
            "1:could not be loaded; the message says why",
            "2:wrong options or settings; nothing was done",
            "3:loaded, but some rows were refused: they are in tickhouse.dead-letters.v1"
        })
public final class LoadCommand implements Callable<Integer> {
    @Option(
            names = "--archive",
            paramLabel = "DIR_OR_URL",
            description = "Folder or http(s) address with data/ below it. Default: the setting bulk.archive.url.")
    private @Nullable String archive;

    @Option(
            names = "--venue",
            required = true,
            paramLabel = "VENUE",
            description = "The venue's product, such as binance-spot, binance-usdm or binance-coinm.")
    private String venue = "";

    @Option(
            names = {"--symbols", "--symbol"},
            required = true,
            split = ",",
            paramLabel = "S",
            description = "Symbols as the venue names them, separated by commas.")
    private List<String> symbols = List.of();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First UTC day, such as 2024-08-08.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last UTC day, inclusive.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate to;

    @Option(
            names = {"--types", "--type"},
            split = ",",
            paramLabel = "TYPE",
            defaultValue = "trades",
            description = "Types of data, separated by commas: trades, aggTrades, klines:1m, markPriceKlines:1h,"
                    + " indexPriceKlines:1h, premiumIndexKlines:1h, fundingRate, metrics. Default: ${DEFAULT-VALUE}.")
    private List<String> types = List.of("trades");

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "BULK",
            description = "What the records say they come from: BULK, or SIMULATED for the simulator's archive.")
    private Source source = Source.BULK;

    @Option(
            names = "--missing",
            paramLabel = "WHAT",
            defaultValue = "warn",
            description = "When days at the ends of the range are not in the archive: warn or fail. A hole inside the"
                    + " range always fails.")
    private String missing = "warn";

    @Option(
            names = "--reload",
            paramLabel = "WHICH",
            arity = "0..1",
            fallbackValue = "changed",
            description =
                    "Load files again: those whose content changed upstream since they were loaded (changed), or all"
                            + " of the request (all). Tables and candles hold each trade once by its id.")
    private @Nullable String reload;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a JSON report of every file.")
    private @Nullable Path report;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = ".tickhouse/bulk",
            description = "Where ZIPs lie during the load. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of(".tickhouse", "bulk");

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        return ServiceRunner.run(new LoadService(request(), System.out, System.err), options);
    }

    ServiceOptions options() {
        return options;
    }

    LoadRequest request() {
        require(!to.isBefore(from), "--to: expected " + from + " or later, found " + to);
        require(
                source == Source.BULK || source == Source.SIMULATED,
                "--source: expected BULK or SIMULATED, found " + source);
        require(
                missing.equals("warn") || missing.equals("fail"),
                "--missing: expected warn or fail, found '" + missing + "'");
        require(
                reload == null || reload.equals("changed") || reload.equals("all"),
                "--reload: expected changed or all, found '" + reload + "'");
        try {
            ArchiveVenue chosen = ArchiveVenues.of(venue);
            return new LoadRequest(
                    Optional.ofNullable(archive),
                    chosen,
                    symbols.stream().map(chosen::symbol).distinct().toList(),
                    types.stream()
                            .map(Series::parse)
                            .map(series -> offered(chosen, series))
                            .distinct()
                            .toList(),
                    from,
                    to,
                    source,
                    work,
                    Optional.ofNullable(report),
                    missing.equals("warn"),
                    reload == null ? Again.NO : reload.equals("all") ? Again.ALL : Again.CHANGED);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Series offered(ArchiveVenue venue, Series series) {
        if (!venue.has(series)) {
            throw new IllegalArgumentException("the archive of " + venue.venue().name() + " has no " + series.label());
        }
        return series;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
