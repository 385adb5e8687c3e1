package io.tickhouse.streams;

import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.streams.recompute.RecomputeService;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code streams-aggregator recompute}. */
@Command(
        name = "recompute",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rebuilds candles from the trades table and publishes those that are not in the candles table as they should"
                    + " be: for trades that came when their candles were no longer kept. Every candle that overlaps the"
                    + " stretch is made of all its trades, so that an hour may mean reading a month; those that are not"
                    + " over yet are left to the aggregator. A correction goes to the topic of what it corrects.",
            "",
            "Example: streams-aggregator recompute --venue binance-spot --symbol BTCUSDT --from 2024-08-08T10:00:00Z"
                    + " --to 2024-08-08T11:00:00Z"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:recomputed",
            " 1:failed; the message says why. Run it again: what is right already is not published again",
            " 2:wrong command line or configuration"
        })
final class RecomputeCommand implements Callable<Integer> {
    @Option(names = "--venue", required = true, paramLabel = "VENUE", description = "The venue's product.")
    private String venue = "";

    @Option(names = "--symbol", required = true, paramLabel = "S", description = "Symbol as the venue names it.")
    private String symbol = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Start, such as 2024-08-08 or 2024-08-08T10:00:00Z, in UTC.")
    @SuppressWarnings("NullAway.Init") // required
    private Instant from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            converter = Moment.class,
            description = "End, exclusive; a day alone is its midnight.")
    @SuppressWarnings("NullAway.Init") // required
    private Instant to;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!to.isAfter(from)) {
            throw new ParameterException(spec.commandLine(), "--to: expected later than " + from + ", found " + to);
        }
        // beside a running aggregator: its port is taken
        options.assign("admin.port", "0");
        return ServiceRunner.run(
                new RecomputeService(
                        AggregatorService.NAME,
                        AggregatorConfig.PREFIX,
                        AggregatorConfig::def,
                        context -> new AggregatorConfig(context.config()).recomputedCandles(),
                        new RecomputeService.Request(venue, symbol, from, to),
                        System.out,
                        System.err),
                options);
    }

    /** A moment in ISO 8601, or a day for its beginning. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "expected a time such as 2024-08-08 or 2024-08-08T10:00:00Z, found '" + text + "'");
            }
        }
    }
}
