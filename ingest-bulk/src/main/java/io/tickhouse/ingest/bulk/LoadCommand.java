package io.tickhouse.ingest.bulk;

import io.tickhouse.ingest.bulk.venue.binance.BinanceArchive;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
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
            "Loads daily trades files of the Binance archive into market.trades-history.v1.",
            "All files are fetched and verified before a row is published; a load that was broken off continues at the"
                    + " next row, a file that is loaded already is left alone.",
            "Example: ingest-bulk load --market spot --symbol BTCUSDT --from 2024-08-08 --to 2024-08-09"
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:loaded, or loaded already",
            "1:could not be loaded; the message says why",
            "2:wrong options or settings; nothing was done",
            "3:loaded, but some rows were refused: they are in tickhouse.dead-letters.v1"
        })
final class LoadCommand implements Callable<Integer> {
    @Option(
            names = "--archive",
            paramLabel = "DIR_OR_URL",
            description = "Folder or http(s) address with data/ below it. Default: the setting bulk.archive.url.")
    private @Nullable String archive;

    @Option(
            names = "--market",
            required = true,
            paramLabel = "MARKET",
            description = "spot, um (USD-M) or cm (COIN-M).")
    private String market = "";

    @Option(
            names = "--symbol",
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

    @Option(names = "--type", paramLabel = "TYPE", defaultValue = "trades", description = "Type of data: trades.")
    private String type = "trades";

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
            description = "Load files again whose content changed upstream since they were loaded; tables and candles"
                    + " hold each trade once by its id.")
    private boolean reload;

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
        require(type.equals("trades"), "--type: expected trades, found '" + type + "'");
        require(
                source == Source.BULK || source == Source.SIMULATED,
                "--source: expected BULK or SIMULATED, found " + source);
        require(
                missing.equals("warn") || missing.equals("fail"),
                "--missing: expected warn or fail, found '" + missing + "'");
        try {
            return new LoadRequest(
                    Optional.ofNullable(archive),
                    BinanceMarket.of(market),
                    symbols.stream().map(BinanceArchive::symbol).distinct().toList(),
                    from,
                    to,
                    source,
                    work,
                    Optional.ofNullable(report),
                    missing.equals("warn"),
                    reload);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
