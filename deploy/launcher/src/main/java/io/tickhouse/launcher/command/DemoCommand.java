package io.tickhouse.launcher.command;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.demo.Demo;
import io.tickhouse.launcher.demo.Instrument;
import io.tickhouse.launcher.demo.Plan;
import io.tickhouse.service.terminal.Terminal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickhouse demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Show an archive's whole journey: load it with ingest-bulk, derive 1-minute candles, sink both into"
                    + " ClickHouse, and prove that nothing was lost or doubled. Then capture a live market with ingest-ws,"
                    + " and prove the same.",
            "Without --archive the simulator makes one: simulated trades, marked SIMULATED, in the layout of Binance's"
                    + " archive. It is the live market as well, which is left out with --archive.",
            "It stays up to look around until Ctrl-C; its data lies under .tickhouse/demo."
        },
        footer = {
            "",
            "Example: ./tickhouse demo --once --archive /data/binance --market um --symbol BTCUSDT --from 2024-08-08"
                    + " --to 2024-08-09 --export-candles candles.csv",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything reconciles",
            "1:the load failed or something does not reconcile",
            "2:wrong command line",
            "3:everything reconciles, but some rows were refused and are in the dead letters"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Stop when done, with exit code 0 only if everything reconciles.")
    private boolean once;

    @Option(
            names = "--archive",
            paramLabel = "DIR_OR_URL",
            description = "Load this archive instead of a simulated one; it has a folder data/ as Binance's has.")
    private @Nullable String archive;

    @Option(
            names = "--market",
            paramLabel = "spot|um|cm",
            defaultValue = "spot",
            description = "Part of the archive (default: ${DEFAULT-VALUE}).")
    private String market = "spot";

    @Option(names = "--symbol", paramLabel = "S", description = "Symbol to load; required with --archive.")
    private @Nullable String symbol;

    @Option(names = "--from", paramLabel = "DAY", description = "First day, as 2024-08-08; required with --archive.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day, inclusive; the first if not given.")
    private @Nullable LocalDate to;

    @Option(
            names = "--trades",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Simulated trades (default: ${DEFAULT-VALUE}).")
    private long trades;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of the simulated market (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--live-seconds",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "How long to capture the simulated market live; 0 for not at all (default: ${DEFAULT-VALUE}).")
    private int liveSeconds;

    @Option(
            names = "--export-candles",
            paramLabel = "FILE",
            description = "Write the 1-minute candles from ClickHouse as CSV.")
    private @Nullable Path exportCandles;

    @Option(names = "--keep-data", description = "Go on with the data of the last demo rather than start empty.")
    private boolean keepData;

    @Override
    public Integer call() throws Exception {
        if (trades < 1) {
            throw new LauncherException("expected --trades of 1 or more, found " + trades);
        }
        if (liveSeconds < 0) {
            throw new LauncherException("expected --live-seconds of 0 or more, found " + liveSeconds);
        }
        Workspace workspace = Workspace.current();
        return new Demo(workspace, Terminal.current(), plan()).run();
    }

    private Plan plan() {
        Optional<Path> export = Optional.ofNullable(exportCandles).map(Path::toAbsolutePath);
        if (archive == null) {
            LocalDate first = from == null ? Plan.SIMULATED_FROM : from;
            LocalDate last = to != null ? to : from == null ? Plan.SIMULATED_TO : first;
            Instrument instrument = Instrument.of(market, symbol == null ? "SIMUSDT" : symbol);
            return Plan.simulated(
                    instrument, ordered(first, last), last, trades, seed, liveSeconds, once, keepData, export);
        }
        if (symbol == null || from == null) {
            throw new LauncherException(
                    "--archive needs --symbol and --from as well, so that it is clear what to load");
        }
        LocalDate last = to == null ? from : to;
        return Plan.given(archive, Instrument.of(market, symbol), ordered(from, last), last, once, keepData, export);
    }

    private static LocalDate ordered(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new LauncherException("expected --to on or after --from, found " + last + " before " + first);
        }
        return first;
    }
}
