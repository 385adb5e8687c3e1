package io.tickhouse.simulator.feed;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** All symbols of a simulated market in one order of time. */
public final class SimulatedMarket implements Feed {
    private final Map<String, SymbolMarket> symbols = new LinkedHashMap<>();
    private final PriorityQueue<SymbolMarket> queue =
            new PriorityQueue<>(Comparator.comparingLong(SymbolMarket::next).thenComparing(SymbolMarket::symbol));

    public SimulatedMarket(MarketSettings settings, MarketEvents events) {
        for (String symbol : settings.symbols()) {
            symbols.put(symbol, new SymbolMarket(settings, symbol, events));
        }
        queue.addAll(symbols.values());
    }

    @Override
    public long next() {
        return queue.element().next();
    }

    @Override
    public void step() {
        SymbolMarket first = queue.remove();
        first.step();
        queue.add(first);
    }

    @Override
    public void burst(Predicate<String> streams, int messages) {
        for (SymbolMarket market : symbols.values()) {
            if (streams.test(market.symbol().toLowerCase(Locale.ROOT) + "@trade")) {
                market.burst(messages);
            }
        }
    }

    public List<SymbolMarket> symbols() {
        return List.copyOf(symbols.values());
    }

    /** Empty when the market has no such symbol; symbols are in upper case. */
    public Optional<SymbolMarket> symbol(String symbol) {
        return Optional.ofNullable(symbols.get(symbol));
    }
}
