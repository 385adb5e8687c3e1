package io.tickhouse.simulator;

import io.tickhouse.simulator.exchange.ServedVenue;
import io.tickhouse.simulator.exchange.ServerSettings;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.kraken.KrakenExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code simulator exchange}. */
@Command(
        name = "exchange",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Speaks Binance's and Kraken's live protocols on 127.0.0.1: WebSocket streams and REST, with a simulated market or a"
                    + " recording behind them.",
            "",
            "Prints one line a market when it is ready:",
            "  READY ws=ws://127.0.0.1:PORT rest=http://127.0.0.1:PORT market=MARKET",
            "It ends on SIGTERM or Ctrl-C, and when standard input ends if TICKHOUSE_STOP_ON_STDIN_EOF=true.",
            "While it serves, POST adds faults to /simulator/faults, DELETE ends all, GET tells them; POST to"
                    + " /simulator/pause and /simulator/resume stops and starts the market, GET of /simulator/report tells"
                    + " the ids there were.",
            "",
            "Examples:",
            "  simulator exchange --symbol BTCUSDT,ETHUSDT --rate 100 --fault 'close:/stream:1001:1:after=5000'",
            "  simulator exchange --market spot,usdm --symbol BTCUSDT --seed 7",
            "  simulator exchange --market coinm --symbol BTCUSD_PERP,ETHUSD_PERP",
            "  simulator exchange --market kraken-spot --symbol BTC/USD,ETH/USD",
            "  simulator exchange --speed full --wait --symbol BTCUSDT",
            "  simulator exchange --play btcusdt_20260101.raw.gz --speed 10",
            "  simulator exchange --market spot,usdm --replay /var/lib/tickhouse/archive --speed full",
            ""
        },
        footerHeading = "%nKinds of faults:%n")
final class ExchangeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--market",
            split = ",",
            defaultValue = "spot",
            converter = MarketConverter.class,
            paramLabel = "MARKET",
            description =
                    "spot (default), usdm (USD-margined futures) and coinm (coin-margined ones) of Binance, kraken-spot,"
                            + " or several, separated by commas: each has a port.")
    private List<String> markets = new ArrayList<>();

    @Option(
            names = "--symbol",
            split = ",",
            paramLabel = "SYMBOL",
            description =
                    "One or more, separated by commas, such as BTCUSDT, BTCUSD_PERP, BTCUSD_260925 and BTC/USD: those"
                            + " that end in USD_PERP or USD_ and a day are coinm's, those with a slash Kraken's, the others are the"
                            + " other markets'. By default BTCUSDT, on coinm BTCUSD_PERP, on Kraken BTC/USD.")
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Trades of each symbol in a second, on average; ${DEFAULT-VALUE} by default. Book tickers come"
                            + " three to four times as often, diffs of books ten times a second.")
    private double rate = 20;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Which market; ${DEFAULT-VALUE} by default. Same seed, symbols, rate and start: same messages.")
    private long seed = 1;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "The market's first moment in UTC, such as 2026-01-01T00:00:00Z; now by default.")
    private @Nullable Instant start;

    @Option(
            names = "--speed",
            defaultValue = "1",
            converter = SpeedConverter.class,
            paramLabel = "TIMES",
            description =
                    "How much faster than the clock the market's time passes, or full: as fast as clients take what"
                            + " they are told. ${DEFAULT-VALUE} by default.")
    private int speed = 1;

    @Option(
            names = "--wait",
            description =
                    "Nothing happens before somebody has subscribed. With --play and --replay it is so: until all that"
                            + " was recorded is subscribed to, or nothing more for three seconds.")
    private boolean wait = false;

    @Option(
            names = "--play",
            split = ",",
            paramLabel = "FILE",
            description = "Recorded messages instead of a simulated market: lines of receive time in ns, a blank and a"
                    + " combined stream's message or a book of REST; .gz is unpacked.")
    private List<Path> recordings = new ArrayList<>();

    @Option(
            names = "--replay",
            paramLabel = "FOLDER",
            description =
                    "What ingest-ws archived (ws.archive.dir) of these markets instead of a simulated market: frames and"
                            + " answers of REST as they came.")
    private @Nullable Path archive;

    @Option(
            names = "--capture",
            paramLabel = "ID",
            description = "With --replay: the capture that is meant, where several were at work at the same time.")
    private @Nullable String capture;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port on 127.0.0.1 of the first market, the next has the one after it; 0, the default, takes free"
                            + " ones.")
    private int port = 0;

    @Option(names = "--ping", paramLabel = "SECONDS", description = "Distance of pings; the venue's own by default.")
    private int pingSeconds = 0;

    @Option(
            names = "--lifetime",
            paramLabel = "SECONDS",
            description = "Age at which a connection is cut; the venue's 24 hours by default.")
    private int lifetimeSeconds = 0;

    @Option(
            names = "--weight",
            paramLabel = "N",
            description = "Weight of REST requests granted in a minute; the venue's own by default.")
    private int weight = 0;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            converter = FaultConverter.class,
            description = {
                "What is to go wrong: KIND:PATTERN[:N][:TIMES][:after=SPARED]; may be repeated.",
                "PATTERN is the whole name of a stream, a connection's path or a REST path with its query, each * any"
                        + " characters. TIMES is how often (default: always; of connections: once, on all that are"
                        + " there); with after=SPARED so many pass untouched first. Messages are counted as they are"
                        + " sent to a connection."
            })
    private List<LiveFault> faults = new ArrayList<>();

    static final class MarketConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.equals(KrakenExchange.LABEL)) {
                return text;
            }
            try {
                return BinanceProduct.of(text).label();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ", nor is it " + KrakenExchange.LABEL);
            }
        }
    }

    static final class FaultConverter implements ITypeConverter<LiveFault> {
        @Override
        public LiveFault convert(String text) {
            return converted(text, LiveFault::parse);
        }
    }

    static final class InstantConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return converted(text, Instant::parse);
        }
    }

    static final class SpeedConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.equals("full")) {
                return ServerSettings.FULL_SPEED;
            }
            if (!text.matches("[1-9][0-9]{0,5}")) {
                throw new TypeConversionException("expected a number from 1 to 999999 or full, found '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }

    private static <T> T converted(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(new HashSet<>(markets).size() == markets.size(), "expected each market once, found " + markets);
        check(
                recordings.isEmpty() || (markets.size() == 1 && !markets.contains(KrakenExchange.LABEL)),
                "expected one market of Binance with --play, since a recording is of one");
        for (String symbol : symbols) {
            check(
                    markets.stream().anyMatch(market -> trades(market, symbol)),
                    "expected symbols of " + String.join(", ", markets) + ", found '" + symbol + "'");
        }
        for (String market : markets) {
            check(
                    symbols.isEmpty() || symbols.stream().anyMatch(symbol -> trades(market, symbol)),
                    "expected a symbol of " + market + ", such as " + standardSymbol(market) + ", found "
                            + String.join(", ", symbols));
        }
        check(recordings.isEmpty() || archive == null, "expected --play or --replay, found both");
        check(capture == null || archive != null, "expected --replay with --capture, since captures are archived");
        check(
                archive == null || !markets.contains(KrakenExchange.LABEL),
                "expected markets of Binance with --replay, found " + KrakenExchange.LABEL
                        + ", whose frames are kept but not played");
        check(pingSeconds >= 0 && lifetimeSeconds >= 0 && weight >= 0, "expected numbers of 0 or more");
        List<ServedVenue> venues = new ArrayList<>();
        try {
            for (String market : markets) {
                int at = port == 0 ? 0 : port + venues.size();
                venues.add(market.equals(KrakenExchange.LABEL) ? kraken(at) : binance(BinanceProduct.of(market), at));
            }
            for (int i = 0; i < venues.size(); i++) {
                ServedVenue venue = venues.get(i);
                faults.forEach(fault -> venue.inject(fault));
                System.out.println(
                        "READY ws=" + venue.wsUrl() + " rest=" + venue.restUrl() + " market=" + markets.get(i));
            }
            System.out.flush();
            Lifetime.awaitEnd();
        } finally {
            venues.forEach(ServedVenue::close);
        }
        return 0;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private static boolean trades(String market, String symbol) {
        return market.equals(KrakenExchange.LABEL)
                ? symbol.contains("/")
                : !symbol.contains("/") && BinanceProduct.of(market).trades(symbol);
    }

    private static String standardSymbol(String market) {
        return market.equals(KrakenExchange.LABEL)
                ? "BTC/USD"
                : BinanceProduct.of(market).standardSymbol();
    }

    private String[] symbols(String market) {
        return symbols.isEmpty()
                ? new String[] {standardSymbol(market)}
                : symbols.stream().filter(symbol -> trades(market, symbol)).toArray(String[]::new);
    }

    private KrakenExchange kraken(int at) throws IOException {
        KrakenExchange.Builder builder = KrakenExchange.of(symbols(KrakenExchange.LABEL))
                .seed(seed)
                .tradesPerSecond(rate)
                .speed(speed)
                .waiting(wait)
                .port(at);
        if (start != null) {
            builder.start(start);
        }
        try {
            return builder.begin();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private BinanceExchange binance(BinanceProduct market, int at) throws IOException {
        BinanceExchange.Builder builder = BinanceExchange.of(market)
                .symbols(symbols(market.label()))
                .seed(seed)
                .tradesPerSecond(rate)
                .speed(speed)
                .waiting(wait)
                .port(at);
        if (start != null) {
            builder.start(start);
        }
        if (weight > 0) {
            builder.weightLimit(weight);
        }
        if (pingSeconds > 0) {
            builder.pings(Duration.ofSeconds(pingSeconds));
        }
        if (lifetimeSeconds > 0) {
            builder.lifetime(Duration.ofSeconds(lifetimeSeconds));
        }
        try {
            if (archive != null) {
                return builder.replay(archive, capture);
            }
            return recordings.isEmpty() ? builder.begin() : builder.play(recordings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
