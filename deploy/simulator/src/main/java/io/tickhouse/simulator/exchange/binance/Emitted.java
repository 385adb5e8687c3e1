package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.SymbolMarket;

/**
 * What has happened on a symbol of a simulated market, whoever listened.
 *
 * @param firstTradeId the market's first; ids up to the last one are contiguous
 * @param lastTradeId one less than the first when there was no trade
 * @param lastAggTradeId of the last sum of trades that is told; one less than the first when there is none
 * @param updateId of the book's last change
 */
public record Emitted(String symbol, long firstTradeId, long lastTradeId, long lastAggTradeId, long updateId) {
    static Emitted of(SymbolMarket market) {
        return new Emitted(
                market.symbol(),
                market.tape().firstId(),
                market.tape().lastId(),
                market.aggregates().lastId(),
                market.book().updateId());
    }

    /** How many trades there were. */
    public long trades() {
        return lastTradeId - firstTradeId + 1;
    }

    String line() {
        return symbol + " trades=" + firstTradeId + ".." + lastTradeId + " aggTrades=.." + lastAggTradeId
                + " updates=.." + updateId;
    }
}
