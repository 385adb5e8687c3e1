package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.RestCall;
import io.tickhouse.simulator.exchange.RestReply;
import io.tickhouse.simulator.exchange.Session;
import io.tickhouse.simulator.exchange.Venue;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import io.tickhouse.simulator.feed.Feed;
import io.tickhouse.simulator.feed.MarketSettings;
import io.tickhouse.simulator.feed.SimulatedMarket;
import io.tickhouse.simulator.feed.SymbolMarket;
import io.tickhouse.simulator.market.Instrument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binance with a simulated market behind it. */
final class SimulatedVenue implements Venue {
    private final BinanceProduct product;
    private final SimulatedMarket market;
    private final SocketProtocol sockets;
    private final MarketAnswers answers;
    private final RestApi rest;

    SimulatedVenue(BinanceProduct product, MarketSettings settings, Weights weights, LiveFaults faults) {
        this.product = product;
        MarketStreams events = new MarketStreams();
        this.market = new SimulatedMarket(settings, events);
        Streams streams = new Streams(product);
        JsonText out = new JsonText();
        Map<String, Instrument> instruments = new LinkedHashMap<>();
        for (SymbolMarket symbol : market.symbols()) {
            events.add(symbol, new SymbolStreams(product, symbol, streams, out));
            instruments.put(symbol.symbol(), symbol.instrument());
        }
        this.sockets = new SocketProtocol(product, streams, faults);
        this.rest = new RestApi(product, weights);
        this.answers = new MarketAnswers(product, market);
        answers.addTo(rest);
        new ExchangeInfo(product, weights.limit(), instruments, faults).addTo(rest);
        if (product != BinanceProduct.SPOT) {
            new FuturesAnswers(product, market, answers).addTo(rest);
        }
    }

    SimulatedMarket market() {
        return market;
    }

    @Override
    public Feed feed() {
        return market;
    }

    @Override
    public boolean hasSocketAt(String path) {
        return sockets.hasSocketAt(path);
    }

    @Override
    public void opened(Session session) {
        sockets.opened(session);
    }

    @Override
    public void text(Session session, String text) {
        sockets.text(session, text);
    }

    @Override
    public RestReply answer(RestCall call, boolean stale) {
        answers.tellStaleBooks(stale);
        return rest.answer(call);
    }

    @Override
    public RestReply refusal(int status, int retryAfterSeconds) {
        return rest.refusal(status, retryAfterSeconds);
    }

    @Override
    public Optional<String> leaving(Session session, long micros) {
        return Shutdown.notice(product, session, micros);
    }

    @Override
    public List<String> report() {
        return market.symbols().stream().map(Emitted::of).map(Emitted::line).toList();
    }
}
