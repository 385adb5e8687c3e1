package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.feed.SymbolMarket;
import io.tickhouse.simulator.feed.TradeTape;
import io.tickhouse.simulator.market.Interval;
import java.util.List;

/**
 * What the 24 hours' ticker tells, made of the last 1,440 minutes' candles and the running one: it begins with a minute.
 * Prices are mantissas at the instrument's scale.
 *
 * @param before the last price before its beginning, or the first one of the market
 * @param lastQuantity of the last trade; 0 when there was none
 * @param openMicros microseconds since the epoch, UTC
 */
record DayStatistics(
        long before,
        long open,
        long high,
        long low,
        long close,
        long lastQuantity,
        long volume,
        long value,
        long openMicros,
        long firstId,
        long lastId,
        long trades) {
    private static final int MINUTES = 1_441;

    static DayStatistics of(SymbolMarket market) {
        List<Candle> all = market.candles().stream()
                .filter(series -> series.interval() == Interval.MINUTE)
                .findFirst()
                .orElseThrow()
                .all();
        List<Candle> day = all.subList(Math.max(0, all.size() - MINUTES), all.size());
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        long volume = 0;
        long value = 0;
        long trades = 0;
        long first = Candle.NO_TRADE;
        long last = Candle.NO_TRADE;
        for (Candle minute : day) {
            high = Math.max(high, minute.high());
            low = Math.min(low, minute.low());
            volume += minute.volume();
            value += minute.value();
            trades += minute.trades();
            first = first == Candle.NO_TRADE ? minute.firstId() : first;
            last = minute.lastId() == Candle.NO_TRADE ? last : minute.lastId();
        }
        Candle begin = day.getFirst();
        TradeTape tape = market.tape();
        return new DayStatistics(
                all.size() > MINUTES ? all.get(all.size() - MINUTES - 1).close() : begin.open(),
                begin.open(),
                high,
                low,
                day.getLast().close(),
                tape.lastId() < tape.firstId() ? 0 : tape.quantity(tape.lastId()),
                volume,
                value,
                begin.openMicros(),
                first,
                last,
                trades);
    }

    long change() {
        return close - open;
    }
}
