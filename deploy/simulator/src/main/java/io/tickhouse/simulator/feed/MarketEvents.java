package io.tickhouse.simulator.feed;

/**
 * Told of all that happens on a simulated market, in order and on one thread. Prices are ticks, quantities mantissas at the
 * instrument's scale, times microseconds since the epoch, UTC.
 */
public interface MarketEvents {
    /** How often {@link #grid} comes, in microseconds: a divisor of every pace at which venues sum up. */
    long GRID_MICROS = 50_000;

    /** A trade; the book is already without what it took. */
    void trade(SymbolMarket symbol, long id, long ticks, long quantity, boolean buyerMaker, long micros);

    /** Trades of one side and price, summed up by the market's rule. */
    void aggregate(SymbolMarket symbol, AggTrade trade);

    /** Price or quantity of the best bid or ask is another one. */
    void best(SymbolMarket symbol, long micros);

    /** A candle is over; nothing changes it any more. */
    void closed(SymbolMarket symbol, CandleSeries series, Candle candle, long micros);

    /** The last liquidation of the second that is over now; futures only. */
    void liquidated(SymbolMarket symbol, Liquidation order, long micros);

    /** A multiple of {@link #GRID_MICROS}: everything before it has been told, nothing after it. */
    void grid(SymbolMarket symbol, long micros);
}
