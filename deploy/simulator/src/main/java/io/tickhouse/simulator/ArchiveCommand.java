package io.tickhouse.simulator;

import io.tickhouse.simulator.archive.SimulatedArchive;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
            "Writes simulated trades in the Binance archive layout: a ZIP and a CHECKSUM a day and symbol.",
            "",
            "Files made earlier from the same parameters are kept; the folder is marked as simulated. Same seed, same"
                    + " trades. With --serve it then serves the folder over HTTP and prints one line when it is ready:",
            "  READY url=http://127.0.0.1:PORT trades=N",
            "It ends on SIGTERM or Ctrl-C, and when standard input ends if TICKHOUSE_STOP_ON_STDIN_EOF=true.",
            "",
            "Example: simulator archive --market spot --symbol SIMUSDT --from 2026-01-01 --to 2026-01-02 --trades"
                    + " 1000000 --seed 7 --dir archive --serve",
            ""
        },
        footerHeading = "%nKinds of faults:%n")
final class ArchiveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--market",
            defaultValue = "spot",
            converter = MarketConverter.class,
            paramLabel = "MARKET",
            description = "spot (default), um (USD-margined futures) or cm (coin-margined futures).")
    private Market market = Market.SPOT;

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

    @Mixin
    private ServeOptions serving = new ServeOptions();

    @Option(names = "--serve", description = "Serve the folder after writing it.")
    private boolean serve = false;

    static final class MarketConverter implements ITypeConverter<Market> {
        @Override
        public Market convert(String text) {
            try {
                return Market.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
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
            return new SimulatedArchive(serving.dir(), market, symbols, from, to, trades, seed, level)
                    .write((path, inFile, written) ->
                            System.err.println((written ? "wrote " : "kept  ") + path + "  " + inFile + " trades"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
