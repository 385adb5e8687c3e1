package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.Connection;
import io.tickhouse.simulator.exchange.ExchangeServer;
import io.tickhouse.simulator.exchange.ServedVenue;
import io.tickhouse.simulator.exchange.ServerSettings;
import io.tickhouse.simulator.exchange.SessionLimits;
import io.tickhouse.simulator.exchange.Venue;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.MarketSettings;
import io.tickhouse.simulator.feed.Recording;
import io.tickhouse.simulator.feed.SimulatedMarket;
import io.tickhouse.simulator.feed.SymbolMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance spot, USD-M or COIN-M on 127.0.0.1, with a simulated market or a recording behind it, that misbehaves on command.
 *
 * <pre>{@code
 * try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.SPOT).symbols("BTCUSDT").seed(7).begin()) {
 *     … venue.wsUrl(), venue.restUrl() …
 *     venue.inject("drop:btcusdt@trade:3");
 *     venue.pause();
 *     assertThat(…).isEqualTo(venue.emitted("BTCUSDT").lastTradeId());
 * }
 * }</pre>
 */
public final class BinanceExchange implements ServedVenue {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceExchange.class);

    private final ExchangeServer server;
    private final @Nullable SimulatedMarket market;

    private BinanceExchange(ExchangeServer server, @Nullable SimulatedMarket market) {
        this.server = server;
        this.market = market;
    }

    public static Builder of(BinanceProduct product) {
        return new Builder(product);
    }

    /** What to serve and how. */
    public static final class Builder {
        private final BinanceProduct product;
        private List<String> symbols;
        private long seed = 1;
        private double tradesPerSecond = 20;
        private @Nullable Instant start;
        private int speed = 1;
        private boolean waits;
        private int port;
        private int weightLimit;
        private SessionLimits limits;

        private Builder(BinanceProduct product) {
            this.product = product;
            this.symbols = List.of(product.standardSymbol());
            this.limits = product.limits();
            this.weightLimit = product.weightLimit();
        }

        /** In upper case; {@code BTCUSDT} alone, on COIN-M {@code BTCUSD_PERP}, unless told otherwise. */
        public Builder symbols(String... names) {
            symbols = List.of(names);
            return this;
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

        /** 0, a free one, unless told otherwise. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Of REST requests a minute. */
        public Builder weightLimit(int weight) {
            weightLimit = weight;
            return this;
        }

        /** Distance of pings; the client has three times as long for a pong. The product's own unless told otherwise. */
        public Builder pings(Duration every) {
            limits = limits.withPings(every, every.multipliedBy(3));
            return this;
        }

        /** Age at which a connection is cut; 24 hours unless told otherwise. */
        public Builder lifetime(Duration longest) {
            limits = limits.withLifetime(longest);
            return this;
        }

        /**
         * Begins to serve a simulated market.
         *
         * @throws IOException when the port is taken
         * @throws IllegalArgumentException saying which setting is wrong
         */
        public BinanceExchange begin() throws IOException {
            long micros = micros(start == null ? Instant.now() : start);
            LiveFaults faults = new LiveFaults();
            MarketSettings settings = new MarketSettings(product.market(), symbols, seed, micros, tradesPerSecond);
            SimulatedVenue venue = new SimulatedVenue(product, settings, new Weights(weightLimit), faults);
            // while the market was made time went by, which its first moments catch up with
            long opening = start == null && speed == 1 ? ServerSettings.OUR_TIME : micros;
            return new BinanceExchange(serve(venue, opening, waits, faults), venue.market());
        }

        private static long micros(Instant instant) {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
        }

        /**
         * Begins to serve recorded files, one after the other, once somebody has subscribed to all that is in them, or to
         * nothing more for three seconds.
         *
         * @throws IOException when the port is taken or a file cannot be read
         * @throws IllegalArgumentException when a file is no recording
         */
        public BinanceExchange play(List<Path> files) throws IOException {
            return play(Recording.ofFiles(files));
        }

        /**
         * Begins to serve what a capture archived, once somebody has subscribed to all that is in it, or to nothing more for
         * three seconds.
         *
         * @param folder of the archive
         * @param capture id of the one that is meant; null for all there are, one after the other
         * @throws IOException when the port is taken or a file cannot be read
         * @throws IllegalArgumentException when there is nothing of the product, captures overlap, or a file is damaged
         */
        public BinanceExchange replay(Path folder, @Nullable String capture) throws IOException {
            return play(Recording.ofArchive(folder, product.venue(), capture));
        }

        private BinanceExchange play(Recording recording) throws IOException {
            recording.remarks().forEach(remark -> LOG.warn("the recording is played as far as it goes: {}", remark));
            LiveFaults faults = new LiveFaults();
            Venue venue = new RecordedVenue(product, recording, new Weights(weightLimit), faults);
            return new BinanceExchange(serve(venue, venue.feed().next(), true, faults), null);
        }

        private ExchangeServer serve(Venue venue, long startMicros, boolean waiting, LiveFaults faults)
                throws IOException {
            return new ExchangeServer(venue, new ServerSettings(port, speed, startMicros, waiting, limits), faults);
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

    /**
     * Brings a fault into force, or does it, before this returns.
     *
     * @param fault as on the command line: {@code KIND:PATTERN[:N][:TIMES][:after=SPARED]}
     */
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

    /** Nothing happens on the venue from now on; it still answers. */
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

    /** What has happened on a symbol so far; of a simulated market. */
    public Emitted emitted(String symbol) {
        return server.call(() -> Emitted.of(symbol(symbol)));
    }

    /** A symbol's book as it stands, in ticks and mantissas; of a simulated market. */
    public BookImage book(String symbol) {
        return server.call(() -> symbol(symbol).book().image(Integer.MAX_VALUE));
    }

    private SymbolMarket symbol(String symbol) {
        if (market == null) {
            throw new IllegalStateException("expected a simulated market, found a recording");
        }
        return market.symbol(symbol)
                .orElseThrow(() -> new IllegalArgumentException("no such symbol on the market: " + symbol));
    }

    @Override
    public void close() {
        server.close();
    }
}
