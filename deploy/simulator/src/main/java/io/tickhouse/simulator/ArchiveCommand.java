package io.tickhouse.simulator;

import io.tickhouse.simulator.archive.SimulatedArchive;
import io.tickhouse.simulator.archive.SimulatedBybitArchive;
import io.tickhouse.simulator.dataset.BybitProduct;
import io.tickhouse.simulator.dataset.Dataset;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code simulator archive}. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a simulated archive: in Binance's layout a ZIP and a CHECKSUM for each symbol, data type and day, in"
                    + " Bybit's a .csv.gz for each symbol and day.",
            "",
            "All data types are made of the same trades. Before --from and after --to there is no market. Files made earlier from the same parameters are kept; the folder is marked as simulated. Same seed, same"
                    + " trades. With --serve it then serves the folder over HTTP and prints one line when it is ready:",
            "  READY url=http://127.0.0.1:PORT trades=N",
            "It ends on SIGTERM or Ctrl-C, and when standard input ends if TICKHOUSE_STOP_ON_STDIN_EOF=true.",
            "",
            "Examples:",
            "  simulator archive --market spot --symbol SIMUSDT --from 2026-01-01 --to 2026-01-02 --trades 1000000"
                    + " --seed 7 --dir archive --serve",
            "  simulator archive --market um --symbol SIMUSDT --from 2026-01-01 --to 2026-01-31 --months"
                    + " --types trades,aggTrades,klines:1m,markPriceKlines:1h,fundingRate,metrics --dir archive",
            ""
        },
        footerHeading = "%nKinds of faults:%n")
final class ArchiveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--market",
            defaultValue = "spot",
            converter = SectionConverter.class,
            paramLabel = "MARKET",
            description = "spot (default), um (USD-margined futures) or cm (coin-margined futures) of Binance;"
                    + " bybit-spot or bybit-linear.")
    private ArchiveSection market = ArchiveSection.SPOT;

    @Option(
            names = "--types",
            split = ",",
            defaultValue = "trades",
            converter = DatasetConverter.class,
            paramLabel = "TYPE",
            description = {
                "What Binance's archive is to offer, separated by commas; ${DEFAULT-VALUE} by default. On all markets:"
                        + " trades, aggTrades, klines:INTERVAL; on um and cm also markPriceKlines:INTERVAL,"
                        + " indexPriceKlines:INTERVAL, premiumIndexKlines:INTERVAL, fundingRate, metrics.",
                "INTERVAL is 1s (spot klines), 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d, 3d, 1w or 1mo."
            })
    private List<Dataset> types = new ArrayList<>();

    @Option(
            names = "--symbol",
            required = true,
            split = ",",
            paramLabel = "SYMBOL",
            description = "One or more, separated by commas.")
    private List<String> symbols = new ArrayList<>();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First UTC day, YYYY-MM-DD.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last UTC day, inclusive.")
    private LocalDate to = LocalDate.EPOCH;

    @Option(
            names = "--months",
            description = "Also write monthly files, of the days from --from to --to. What the venue publishes by month"
                    + " alone (fundingRate, 3d, 1w, 1mo) is written anyway.")
    private boolean months = false;

    @Option(
            names = "--trades",
            paramLabel = "N",
            description = "Trades of each symbol over all days; ${DEFAULT-VALUE} by default.")
    private long trades = 1_000_000;

    @Option(names = "--seed", paramLabel = "N", description = "Which market; ${DEFAULT-VALUE} by default.")
    private long seed = 1;

    @Option(
            names = "--level",
            paramLabel = "1..9",
            description = "Deflate level: 1 is fast, 9 small; ${DEFAULT-VALUE} by default.")
    private int level = 6;

    @Option(names = "--rpi", description = "Bybit's files have the RPI column, as since late 2025.")
    private boolean rpi = false;

    @Option(names = "--newest-first", description = "Bybit's files begin with the last trade, as old ones do.")
    private boolean newestFirst = false;

    @Mixin
    private ServeOptions serving = new ServeOptions();

    @Option(names = "--serve", description = "Serve the folder after writing it.")
    private boolean serve = false;

    static final class SectionConverter implements ITypeConverter<ArchiveSection> {
        @Override
        public ArchiveSection convert(String text) {
            return converted(text, ArchiveSection::of);
        }
    }

    static final class DatasetConverter implements ITypeConverter<Dataset> {
        @Override
        public Dataset convert(String text) {
            return converted(text, Dataset::parse);
        }
    }

    private static <T> T converted(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (level < 1 || level > 9) {
            throw new ParameterException(spec.commandLine(), "expected --level from 1 to 9, found " + level);
        }
        if (serving.hasFaults() && !serve) {
            throw new ParameterException(spec.commandLine(), "--fault spoils what is served: add --serve");
        }
        SimulatedArchive.Outcome outcome = write();
        if (serve) {
            serving.serve(" trades=" + outcome.trades());
        }
        return 0;
    }

    private SimulatedArchive.Outcome write() throws IOException {
        try {
            return market.bybit().isPresent()
                    ? bybit(market.bybit().get()).write(ArchiveCommand::tell)
                    : binance().write(ArchiveCommand::tell);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private SimulatedArchive binance() {
        if (rpi || newestFirst) {
            throw new IllegalArgumentException(
                    "expected --rpi and --newest-first with --market bybit-spot or bybit-linear, found "
                            + market.label());
        }
        return new SimulatedArchive(
                serving.dir(), market.binance(), types, symbols, from, to, months, trades, seed, level);
    }

    private SimulatedBybitArchive bybit(BybitProduct product) {
        if (!types.equals(List.of(Dataset.TRADES))) {
            throw new IllegalArgumentException("expected --types trades with " + market.label() + ", found " + types);
        }
        return new SimulatedBybitArchive(
                serving.dir(), product, symbols, from, to, months, trades, seed, level, newestFirst, rpi);
    }

    private static void tell(String path, long trades, boolean written) {
        System.err.println((written ? "wrote " : "kept  ") + path + "  " + trades + " trades");
    }
}
