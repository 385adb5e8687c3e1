package io.tickhouse.simulator.exchange.kraken;

import io.tickhouse.simulator.exchange.Connection;
import io.tickhouse.simulator.exchange.ExchangeServer;
import io.tickhouse.simulator.exchange.ServedVenue;
import io.tickhouse.simulator.exchange.ServerSettings;
import io.tickhouse.simulator.exchange.SessionLimits;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.MarketSettings;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kraken spot on 127.0.0.1 with a simulated market behind it, that misbehaves on command. */
public final class KrakenExchange implements ServedVenue {
    /** The name on the command line. */
    public static final String LABEL = "kraken-spot";

    /** No cut and no pings are documented. */
    private static final SessionLimits LIMITS = new SessionLimits(
            20, 10_000, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(365), SessionLimits.BACKLOG_BYTES);

    private final ExchangeServer server;
    private final KrakenVenue venue;

    private KrakenExchange(ExchangeServer server, KrakenVenue venue) {
        this.server = server;
        this.venue = venue;
    }

    /** With these symbols, such as {@code BTC/USD}. */
    public static Builder of(String... symbols) {
        return new Builder(List.of(symbols));
    }

    /** What to serve and how. */
    public static final class Builder {
        private final List<String> symbols;
        private long seed = 1;
        private double tradesPerSecond = 20;
        private @Nullable Instant start;
        private int speed = 1;
        private boolean waits;
        private boolean dropsZeros;
        private int port;

        private Builder(List<String> symbols) {
            this.symbols = symbols;
        }

        /** Same seed, symbols, rate and start: same market. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** Of each symbol, on average. */
        public Builder tradesPerSecond(double rate) {
            tradesPerSecond = rate;
            return this;
        }

        /** The market's first moment; now unless told otherwise. */
        public Builder start(Instant instant) {
            start = instant;
            return this;
        }

        /** How much faster than the wall clock; {@link ServerSettings#FULL_SPEED} for as fast as clients take it. */
        public Builder speed(int times) {
            speed = times;
            return this;
        }

        /** Nothing happens before somebody has subscribed. */
        public Builder waiting(boolean on) {
            waits = on;
            return this;
        }

        /** Numbers are written without zeros at their end, as in the documentation's example of a book. */
        public Builder dropsZeros(boolean on) {
            dropsZeros = on;
            return this;
        }

        /** 0, a free one, unless told otherwise. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /**
         * Begins to serve.
         *
         * @throws IOException when the port is taken
         * @throws IllegalArgumentException saying which setting is wrong
         */
        public KrakenExchange begin() throws IOException {
            for (String symbol : symbols) {
                if (!symbol.matches("[A-Z0-9]+/[A-Z0-9]+")) {
                    throw new IllegalArgumentException("expected a symbol of " + LABEL
                            + " as BASE/QUOTE in capitals and digits, found '" + symbol + "'");
                }
            }
            Instant first = start == null ? Instant.now() : start;
            long micros = first.getEpochSecond() * 1_000_000 + first.getNano() / 1_000;
            LiveFaults faults = new LiveFaults();
            KrakenVenue venue = new KrakenVenue(
                    new MarketSettings(
                            Market.SPOT,
                            symbols.stream()
                                    .map(symbol -> symbol.replace('/', '_'))
                                    .toList(),
                            seed,
                            micros,
                            tradesPerSecond),
                    dropsZeros,
                    faults);
            long opening = start == null && speed == 1 ? ServerSettings.OUR_TIME : micros;
            return new KrakenExchange(
                    new ExchangeServer(venue, new ServerSettings(port, speed, opening, waits, LIMITS), faults), venue);
        }
    }

    @Override
    public String wsUrl() {
        return server.wsUrl();
    }

    @Override
    public String restUrl() {
        return server.restUrl();
    }

    /** As {@link #inject(LiveFault)}, as on the command line: {@code KIND:PATTERN[:N][:TIMES][:after=SPARED]}. */
    public void inject(String fault) {
        inject(LiveFault.parse(fault));
    }

    @Override
    public void inject(LiveFault fault) {
        server.inject(fault);
    }

    /** Ends all faults that are in force. */
    public void clearFaults() {
        server.clearFaults();
    }

    /** Nothing happens on the market from now on; the venue still answers and its heartbeats go on. */
    public void pause() {
        server.pause();
    }

    public void resume() {
        server.resume();
    }

    /** Nobody can connect any more and whoever is connected is cut off; the market goes on. */
    public void down() {
        server.down();
    }

    /** The venue is back at the same address. */
    public void up() throws IOException {
        server.up();
    }

    /** Who is connected now. */
    public List<Connection> connections() {
        return server.connections();
    }

    /** Id of the symbol's last trade; one less than that of its first when there was none. */
    public long lastTradeId(String symbol) {
        return server.call(() -> symbol(symbol).market().tape().lastId());
    }

    /** A symbol's book as the channel of that depth has told it last, in ticks and mantissas. */
    public BookImage book(String symbol, int depth) {
        return server.call(() -> symbol(symbol).book(depth));
    }

    private SymbolChannels symbol(String symbol) {
        return venue.symbol(symbol)
                .orElseThrow(() -> new IllegalArgumentException("no such symbol on the market: " + symbol));
    }

    @Override
    public void close() {
        server.close();
    }
}
