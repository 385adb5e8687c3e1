package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.Market;
import java.util.HashSet;
import java.util.List;

/**
 * What a simulated market is a function of.
 *
 * @param market spot or futures
 * @param symbols in upper case, each once
 * @param seed same seed, same market
 * @param startMicros its first moment, microseconds since the epoch, UTC
 * @param tradesPerSecond of each symbol, on average; above 0
 */
public record MarketSettings(Market market, List<String> symbols, long seed, long startMicros, double tradesPerSecond) {
    public MarketSettings {
        symbols = List.copyOf(symbols);
        if (symbols.isEmpty() || new HashSet<>(symbols).size() < symbols.size()) {
            throw new IllegalArgumentException("expected symbols, each once, found " + symbols);
        }
        for (String symbol : symbols) {
            if (!symbol.matches("[A-Z0-9_]{3,30}")) {
                throw new IllegalArgumentException(
                        "expected a symbol of 3 to 30 capitals and digits, found '" + symbol + "'");
            }
        }
        if (!(tradesPerSecond > 0 && tradesPerSecond <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "expected above 0 and at most 1000000 trades a second, found " + tradesPerSecond);
        }
    }
}
