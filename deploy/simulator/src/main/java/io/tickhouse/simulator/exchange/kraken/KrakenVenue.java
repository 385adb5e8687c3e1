package io.tickhouse.simulator.exchange.kraken;

import io.tickhouse.simulator.exchange.RestCall;
import io.tickhouse.simulator.exchange.RestReply;
import io.tickhouse.simulator.exchange.Session;
import io.tickhouse.simulator.exchange.Stream;
import io.tickhouse.simulator.exchange.Venue;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import io.tickhouse.simulator.exchange.kraken.SymbolChannels.Channel;
import io.tickhouse.simulator.feed.AggTrade;
import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.feed.CandleSeries;
import io.tickhouse.simulator.feed.Feed;
import io.tickhouse.simulator.feed.Liquidation;
import io.tickhouse.simulator.feed.MarketEvents;
import io.tickhouse.simulator.feed.MarketSettings;
import io.tickhouse.simulator.feed.SimulatedMarket;
import io.tickhouse.simulator.feed.SymbolMarket;
import io.tickhouse.simulator.market.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Kraken spot with a simulated market behind it, whose symbols have {@code _} where the venue's have {@code /}. */
final class KrakenVenue implements Venue, MarketEvents {
    private static final Map<String, String> OLD_NAMES = Map.of("BTC", "XBT", "DOGE", "XDG");
    private static final byte[] HEARTBEAT = "{\"channel\":\"heartbeat\"}".getBytes(StandardCharsets.UTF_8);

    private final SimulatedMarket market;
    private final Map<String, SymbolChannels> bySymbol = new LinkedHashMap<>();
    private final Map<SymbolMarket, SymbolChannels> byMarket = new HashMap<>();
    private final Stream heartbeat = new Stream("heartbeat", 1);
    private final Map<Session, Long> sentBefore = new WeakHashMap<>();
    private final SocketProtocol sockets;
    private final RestApi rest;
    private long micros;

    KrakenVenue(MarketSettings settings, boolean dropsZeros, LiveFaults faults) {
        market = new SimulatedMarket(settings, this);
        micros = settings.startMicros();
        Map<String, SymbolChannels> byPair = new HashMap<>();
        Map<String, Figures> byPairFigures = new HashMap<>();
        for (SymbolMarket each : market.symbols()) {
            String symbol = each.symbol().replace('_', '/');
            Figures figures = new Figures(each.instrument(), dropsZeros);
            SymbolChannels channels = new SymbolChannels(symbol, each, figures);
            bySymbol.put(symbol, channels);
            byMarket.put(each, channels);
            byPair.put(pair(symbol), channels);
            byPairFigures.put(pair(symbol), figures);
        }
        Channel instruments = new Channel(new Stream("instrument", 1), at -> instruments());
        sockets = new SocketProtocol(symbol -> Optional.ofNullable(bySymbol.get(symbol)), instruments, faults);
        rest = new RestApi(byPair, byPairFigures);
    }

    private static String pair(String symbol) {
        StringBuilder pair = new StringBuilder();
        for (String asset : symbol.split("/", -1)) {
            pair.append(OLD_NAMES.getOrDefault(asset, asset));
        }
        return pair.toString();
    }

    private byte[] instruments() {
        String pairs = bySymbol.entrySet().stream()
                .map(entry ->
                        instrument(entry.getKey(), entry.getValue().market().instrument()))
                .collect(Collectors.joining(","));
        return ("{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[],\"pairs\":[" + pairs + "]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String instrument(String symbol, Instrument of) {
        String[] assets = symbol.split("/", -1);
        return "{\"symbol\":\"%s\",\"base\":\"%s\",\"quote\":\"%s\",\"status\":\"online\",\"qty_precision\":%d,\"qty_increment\":%s,\"price_precision\":%d,\"price_increment\":%s,\"qty_min\":%s}"
                .formatted(
                        symbol,
                        assets[0],
                        assets[1],
                        of.quantityScale(),
                        Figures.step(1, of.quantityScale()),
                        of.priceScale(),
                        Figures.step(of.tick(), of.priceScale()),
                        Figures.step(1, of.quantityScale()));
    }

    /** The symbol's channels; empty when the market has no such symbol. */
    Optional<SymbolChannels> symbol(String symbol) {
        return Optional.ofNullable(bySymbol.get(symbol));
    }

    /** Bursts are asked for under the venue's names of streams. */
    @Override
    public Feed feed() {
        return new Feed() {
            @Override
            public long next() {
                return market.next();
            }

            @Override
            public void step() {
                market.step();
            }

            @Override
            public void burst(Predicate<String> streams, int messages) {
                market.burst(name -> streams.test(name.replace('_', '/')), messages);
            }
        };
    }

    @Override
    public boolean hasSocketAt(String path) {
        return path.equals("/v2");
    }

    @Override
    public void opened(Session session) {
        session.reply(
                "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.0\",\"system\":\"online\",\"api_version\":\"v2\",\"connection_id\":1}]}");
    }

    @Override
    public void text(Session session, String text) {
        sockets.text(session, text, micros);
    }

    /** About once a second, when there was nothing else to say since, to whoever has subscribed to something. */
    @Override
    public void everySecond(Session session) {
        Long before = sentBefore.put(session, session.sent());
        if (!session.subscriptions().isEmpty() && before != null && before == session.sent()) {
            session.deliver(heartbeat, HEARTBEAT, HEARTBEAT.length);
            sentBefore.put(session, session.sent());
        }
    }

    @Override
    public RestReply answer(RestCall call, boolean stale) {
        return rest.answer(call);
    }

    /** Whatever the reason, the status is 200. */
    @Override
    public RestReply refusal(int status, int retryAfterSeconds) {
        return RestApi.error(status == 503 ? "EService:Unavailable" : "EAPI:Rate limit exceeded");
    }

    /** The venue leaves without a word. */
    @Override
    public Optional<String> leaving(Session session, long at) {
        return Optional.empty();
    }

    @Override
    public List<String> report() {
        return bySymbol.entrySet().stream()
                .map(entry -> entry.getKey() + " trades="
                        + entry.getValue().market().tape().firstId() + ".."
                        + entry.getValue().market().tape().lastId())
                .toList();
    }

    private SymbolChannels of(SymbolMarket symbol) {
        SymbolChannels channels = byMarket.get(symbol);
        if (channels == null) {
            throw new IllegalStateException("expected channels of " + symbol.symbol() + ", found none");
        }
        return channels;
    }

    @Override
    public void trade(SymbolMarket symbol, long id, long ticks, long quantity, boolean buyerMaker, long at) {
        micros = at;
        of(symbol).trade(id);
    }

    @Override
    public void aggregate(SymbolMarket symbol, AggTrade trade) {
        // the venue tells single trades only
    }

    @Override
    public void best(SymbolMarket symbol, long at) {
        of(symbol).best();
    }

    @Override
    public void closed(SymbolMarket symbol, CandleSeries series, Candle candle, long at) {
        of(symbol).closed(series, candle, at);
    }

    @Override
    public void liquidated(SymbolMarket symbol, Liquidation order, long at) {
        // spot has none
    }

    @Override
    public void grid(SymbolMarket symbol, long at) {
        micros = at;
        of(symbol).grid(at);
    }
}
