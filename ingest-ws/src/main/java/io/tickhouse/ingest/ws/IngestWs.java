package io.tickhouse.ingest.ws;

import io.tickhouse.ingest.ws.capture.CaptureSettings;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
        footer = {
            "",
            "Example:",
            "  ingest-ws --venue binance-spot --symbols BTCUSDT,ETHUSDT --types trades,l2 --depth 20 --interval 1s"
                    + " --duration 10m",
            "  ingest-ws --venue binance-coinm --symbols BTCUSD_PERP,ETHUSD_PERP --types trades,mark-prices"
        })
public final class IngestWs implements Callable<Integer> {
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    @Option(
            names = "--venue",
            split = ",",
            paramLabel = "VENUE",
            description = "Venues, such as binance-spot, binance-usdm, binance-coinm.")
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
            converter = Time.class,
            description = "Distance of a book's snapshots, such as 100ms, 1s, 1m; from 100ms to 1h.")
    private @Nullable Duration interval;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long to capture, such as 10m. Default: until stopped.")
    private @Nullable Duration duration;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report of the end as JSON.")
    private @Nullable Path report;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    /** Lengths of time as people write them. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

        @Override
        public Duration convert(String value) {
            Matcher form = FORM.matcher(value);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "expected a number with ms, s, m or h, such as 10m, found '" + value + "'");
            }
            Duration unit = UNITS.getOrDefault(form.group(2), Duration.ZERO);
            return unit.multipliedBy(Long.parseLong(form.group(1)));
        }
    }

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
