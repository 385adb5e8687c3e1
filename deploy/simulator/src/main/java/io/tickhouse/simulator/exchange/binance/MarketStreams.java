package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.AggTrade;
import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.feed.CandleSeries;
import io.tickhouse.simulator.feed.Liquidation;
import io.tickhouse.simulator.feed.MarketEvents;
import io.tickhouse.simulator.feed.SymbolMarket;
import java.util.HashMap;
import java.util.Map;

/** Hands what happens on a simulated market to the streams of its symbol. */
final class MarketStreams implements MarketEvents {
    private final Map<SymbolMarket, SymbolStreams> streams = new HashMap<>();

    void add(SymbolMarket market, SymbolStreams symbol) {
        streams.put(market, symbol);
    }

    private SymbolStreams of(SymbolMarket market) {
        SymbolStreams symbol = streams.get(market);
        if (symbol == null) {
            throw new IllegalStateException("expected streams of " + market.symbol() + ", found none");
        }
        return symbol;
    }

    @Override
    public void trade(SymbolMarket symbol, long id, long ticks, long quantity, boolean buyerMaker, long micros) {
        of(symbol).trade(id, ticks, quantity, buyerMaker, micros);
    }

    @Override
    public void aggregate(SymbolMarket symbol, AggTrade trade) {
        of(symbol).aggTrade(trade);
    }

    @Override
    public void best(SymbolMarket symbol, long micros) {
        of(symbol).best(symbol, micros);
    }

    @Override
    public void closed(SymbolMarket symbol, CandleSeries series, Candle candle, long micros) {
        of(symbol).closed(series, candle, micros);
    }

    @Override
    public void liquidated(SymbolMarket symbol, Liquidation order, long micros) {
        of(symbol).liquidated(order, micros);
    }

    @Override
    public void grid(SymbolMarket symbol, long micros) {
        of(symbol).grid(symbol, micros);
    }
}
