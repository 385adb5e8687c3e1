package io.tickhouse.ingest.ws;

import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.command.CaptureCommand;
import io.tickhouse.ingest.ws.command.TimeConverter;
import io.tickhouse.ingest.ws.setup.IngestWsConfig;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.service.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Captures live market data from venue WebSockets into live topics. */
@Command(
        name = "ingest-ws",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Captures live market data of venues into live topics until it is stopped.",
            "With --symbols it captures in the foreground: a live table, and a report at the end. Without, it runs as a"
                    + " service by its settings (--print-config lists them); several venues are captured by ws.venues,"
                    + " with settings of their own such as ws.binance.usdm.symbols."
        },
        subcommands = CaptureCommand.class,
        footer = {
            "",
            "Example:",
            "  ingest-ws --venue binance-spot --symbols BTCUSDT,ETHUSDT --types trades,l2 --depth 20 --interval 1s"
                    + " --duration 10m",
            "  ingest-ws --venue binance-coinm --symbols BTCUSD_PERP,ETHUSD_PERP --types trades,mark-prices",
            "  ingest-ws --venue kraken-spot --symbols BTC/USD --types trades,l2 --depth 10 --duration 10m"
        })
public final class IngestWs implements Callable<Integer> {
    @Option(
            names = "--venue",
            split = ",",
            paramLabel = "VENUE",
            description = "Venues, such as binance-spot, binance-usdm, binance-coinm, kraken-spot.")
    private List<String> venues = List.of();

    @Option(names = "--symbols", split = ",", paramLabel = "S", description = "Symbols as the venue spells them.")
    private List<String> symbols = List.of();

    @Option(names = "--types", split = ",", paramLabel = "TYPE", description = "Types, such as trades,l2,klines.")
    private List<String> types = List.of();

    @Option(names = "--depth", paramLabel = "N|full", description = "Levels a side of a book's snapshot.")
    private @Nullable String depth;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Distance of a book's snapshots, such as 100ms, 1s, 1m; from 100ms to 1h.")
    private @Nullable Duration interval;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long to capture, such as 10m. Default: until stopped.")
    private @Nullable Duration duration;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report of the end as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--sessions",
            description =
                    "Run sessions, which ./tickhouse capture begins, changes and ends; TICKHOUSE_ADMIN_TOKEN is the token"
                            + " of those who may.")
    private boolean sessions;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        assignments().forEach(options::assign);
        CaptureWatch watch = symbols.isEmpty() && duration == null && report == null
                ? CaptureWatch.NONE
                : new ForegroundWatch(
                        System.out,
                        Terminal.current().interactive(),
                        Optional.ofNullable(duration),
                        Optional.ofNullable(report));
        return ServiceRunner.run(new IngestWsService(watch), options);
    }

    /** The options as settings; they win over those of files and the environment. */
    private Map<String, String> assignments() {
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, IngestWsConfig.VENUES, venues);
        put(settings, IngestWsConfig.SYMBOLS, symbols);
        put(settings, IngestWsConfig.TYPES, types);
        if (depth != null) {
            settings.put(
                    IngestWsConfig.DEPTH,
                    depth.toLowerCase(Locale.ROOT).equals("full")
                            ? Integer.toString(CaptureSettings.FULL_DEPTH)
                            : depth);
        }
        if (interval != null) {
            settings.put(IngestWsConfig.INTERVAL_MS, Long.toString(interval.toMillis()));
        }
        if (sessions) {
            settings.put(IngestWsConfig.SESSIONS, "true");
        }
        return settings;
    }

    private static void put(Map<String, String> settings, String key, List<String> values) {
        List<String> given = new ArrayList<>(values);
        if (!given.isEmpty()) {
            settings.put(key, String.join(",", given));
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new IngestWs());
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
