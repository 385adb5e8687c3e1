package io.tickhouse.ingest.ws.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.session.SessionForm;
import io.tickhouse.service.ExitCodes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sessions of a running service: begun, shown, changed and ended from the command line. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Begin, show, change and end captures of a running ingest-ws, which was started with --sessions.",
            "TICKHOUSE_ADMIN_TOKEN holds the token that the service was started with."
        },
        footer = {
            "",
            "Examples:",
            "  ./tickhouse capture start binance-spot:BTCUSDT,ETHUSDT --types trades,l2 --depth 20 --duration 10m",
            "  ./tickhouse capture start 'binance-usdm:perp:*USDT' --id perps",
            "  ./tickhouse capture set perps 'binance-usdm:BTCUSDT,ETHUSDT'",
            "  ./tickhouse capture show perps"
        })
public final class CaptureCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected start, list, show, set, reconnect, stop or remove after capture");
    }

    /** Which service, and how its answer is shown. */
    static final class Where {
        @Option(
                names = "--service",
                paramLabel = "URL",
                description = "Admin HTTP of any replica. Default: http://127.0.0.1:7101, or TICKHOUSE_ADMIN_PORT.")
        private @Nullable URI service;

        @Option(names = "--json", description = "Print the service's answer as it is.")
        private boolean json;

        interface Shown {
            void show(JsonNode answer, java.io.PrintStream out);
        }

        int order(String method, String path, String body, Shown shown) throws InterruptedException {
            Map<String, String> environment = System.getenv();
            URI address = service == null
                    ? URI.create("http://127.0.0.1:" + environment.getOrDefault("TICKHOUSE_ADMIN_PORT", "7101"))
                    : service;
            try {
                JsonNode answer = new RunningService(address, environment).order(method, path, body);
                if (json) {
                    System.out.println(answer.toPrettyString());
                } else {
                    shown.show(answer, System.out);
                }
                return ExitCodes.OK;
            } catch (IOException e) {
                System.err.println("capture: " + e.getMessage());
                return ExitCodes.FAILED;
            }
        }
    }

    /** What is to be captured. */
    static final class What {
        @Option(names = "--types", split = ",", paramLabel = "TYPE", description = "Types, such as trades,l2,klines.")
        private @Nullable List<String> types;

        @Option(
                names = "--kline-intervals",
                split = ",",
                paramLabel = "I",
                description = "Intervals of klines, such as 1m,1h.")
        private @Nullable List<String> klineIntervals;

        @Option(names = "--depth", paramLabel = "N|full", description = "Levels a side of a book's snapshot.")
        private @Nullable String depth;

        @Option(
                names = "--interval",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "Distance of a book's snapshots, from 100ms to 1h.")
        private @Nullable Duration interval;

        @Option(
                names = "--duration",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "How long from now, such as 10m; 0s for until it is stopped.")
        private @Nullable Duration duration;

        SessionForm form(CommandSpec spec, @Nullable String id, List<String> targets) {
            return new SessionForm(
                    id,
                    targets.isEmpty() ? null : targets(spec, targets),
                    types,
                    klineIntervals,
                    depth == null ? null : levels(spec, depth),
                    interval == null ? null : interval.toMillis(),
                    duration == null ? null : duration.toMillis());
        }

        private static int levels(CommandSpec spec, String depth) {
            if (depth.toLowerCase(Locale.ROOT).equals("full")) {
                return CaptureSettings.FULL_DEPTH;
            }
            try {
                return Integer.parseInt(depth);
            } catch (NumberFormatException e) {
                throw new ParameterException(
                        spec.commandLine(), "expected a number of levels or full for --depth, found '" + depth + "'");
            }
        }

        private static List<SessionForm.Target> targets(CommandSpec spec, List<String> targets) {
            Map<String, List<String>> byVenue = new LinkedHashMap<>();
            for (String target : targets) {
                String[] parts = target.split(":", 2);
                if (parts.length < 2 || parts[1].isEmpty()) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "expected VENUE:SYMBOLS such as binance-spot:BTCUSDT, found '" + target + "'");
                }
                byVenue.computeIfAbsent(parts[0], some -> new ArrayList<>()).addAll(List.of(parts[1].split(",")));
            }
            return byVenue.entrySet().stream()
                    .map(entry -> new SessionForm.Target(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    @Command(name = "start", mixinStandardHelpOptions = true, description = "Begin a session.")
    int start(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "VENUE:SYMBOLS",
                            description = {
                                "Such as binance-spot:BTCUSDT,ETHUSDT; several venues one after the other.",
                                "Patterns: *USDT for names, perp:*, spot:*, future:* for kinds; what is listed joins, what is"
                                        + " delisted leaves."
                            })
                    List<String> targets,
            @Option(names = "--id", paramLabel = "ID", description = "Its name; made up if not given.") @Nullable
                    String id,
            @Mixin What what,
            @Mixin Where where)
            throws InterruptedException {
        return where.order("POST", "", what.form(spec, id, targets).json(), SessionPrinter::show);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All sessions, one line each.")
    int list(@Mixin Where where) throws InterruptedException {
        return where.order("GET", "", "", SessionPrinter::list);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "A session, its connections and what is wrong with it.")
    int show(@Parameters(paramLabel = "ID") String id, @Mixin Where where) throws InterruptedException {
        return where.order("GET", "/" + RunningService.encoded(id), "", SessionPrinter::show);
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description =
                    "Change a session that runs; what is not said, and what is in it before and after, goes on untouched.")
    int set(
            @Parameters(paramLabel = "ID") String id,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "VENUE:SYMBOLS",
                            description = "All that it is to capture from now on.")
                    @Nullable
                    List<String> targets,
            @Mixin What what,
            @Mixin Where where)
            throws InterruptedException {
        return where.order(
                "PATCH",
                "/" + RunningService.encoded(id),
                what.form(spec, null, targets == null ? List.of() : targets).json(),
                SessionPrinter::show);
    }

    @Command(
            name = "reconnect",
            mixinStandardHelpOptions = true,
            description = "Replace a session's connections; each goes on until its successor has data.")
    int reconnect(@Parameters(paramLabel = "ID") String id, @Mixin Where where) throws InterruptedException {
        return where.order("POST", "/" + RunningService.encoded(id) + "/reconnect", "", SessionPrinter::show);
    }

    @Command(name = "stop", mixinStandardHelpOptions = true, description = "End a session; its report stays.")
    int stop(@Parameters(paramLabel = "ID") String id, @Mixin Where where) throws InterruptedException {
        return where.order("POST", "/" + RunningService.encoded(id) + "/stop", "", SessionPrinter::show);
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Forget a session that has ended.")
    int remove(@Parameters(paramLabel = "ID") String id, @Mixin Where where) throws InterruptedException {
        return where.order(
                "DELETE",
                "/" + RunningService.encoded(id),
                "",
                (answer, out) -> out.println("session " + id + " is forgotten"));
    }
}
