package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Interval;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a venue makes of a symbol's trades: sums of them, candles, and on futures rates and liquidations. */
final class Summaries {
    private static final long SECOND_MICROS = 1_000_000;
    private static final long AGGREGATION_MICROS = 100_000;

    private final SymbolMarket symbol;
    private final MarketEvents events;
    private final Instrument instrument;
    private final boolean futures;
    private final long toRates;
    private final Aggregates aggregates;
    private final CandleSeries[] candles;
    private final ReferenceRates rates;
    private long lastTicks;
    private long flow;
    private @Nullable Liquidation liquidation;

    Summaries(SymbolMarket symbol, MarketEvents events, long seed, long startMicros, long price, boolean futures) {
        this.symbol = symbol;
        this.events = events;
        this.instrument = symbol.instrument();
        this.futures = futures;
        this.aggregates = new Aggregates(symbol.tape().firstId() / 3);
        this.candles = Arrays.stream(Interval.values())
                .filter(interval -> !futures || interval != Interval.SECOND)
                .map(interval -> new CandleSeries(interval, startMicros, price))
                .toArray(CandleSeries[]::new);
        this.toRates = pow10(ReferenceRates.SCALE - instrument.priceScale());
        this.rates = new ReferenceRates(seed, price * toRates, instrument.medianLots() * 1_000_000);
        this.lastTicks = price / instrument.tick();
    }

    void traded(long id, long ticks, long quantity, boolean buyerMaker, long micros, boolean liquidated) {
        if (!aggregates.fits(ticks, buyerMaker)) {
            aggregates.flush().ifPresent(trade -> events.aggregate(symbol, trade));
        }
        aggregates.add(id, ticks, quantity, buyerMaker, micros);
        long price = ticks * instrument.tick();
        long value = instrument.value(price, quantity);
        for (CandleSeries series : candles) {
            series.add(id, price, quantity, value, buyerMaker);
        }
        lastTicks = ticks;
        flow += buyerMaker ? -quantity : quantity;
        if (liquidated) {
            liquidate(ticks, quantity, value, buyerMaker, micros);
        }
    }

    /** Trades of one moment are of one order. */
    private void liquidate(long ticks, long quantity, long value, boolean sell, long micros) {
        long quantityBefore = 0;
        long valueBefore = 0;
        Liquidation last = liquidation;
        if (last != null && last.micros() == micros) {
            quantityBefore = last.quantity();
            valueBefore = last.value();
        }
        liquidation = new Liquidation(
                sell,
                ticks + (sell ? -ticks / 200 : ticks / 200),
                quantityBefore + quantity,
                quantity,
                valueBefore + value,
                micros);
    }

    /** Spot sums up the trades of one taker's order (web-socket-streams.md, "Aggregate Trade Streams"). */
    void orderEnded() {
        if (!futures) {
            aggregates.flush().ifPresent(trade -> events.aggregate(symbol, trade));
        }
    }

    void grid(long micros) {
        if (futures && micros % AGGREGATION_MICROS == 0) {
            aggregates.flush().ifPresent(trade -> events.aggregate(symbol, trade));
        }
        if (micros % SECOND_MICROS != 0) {
            return;
        }
        for (CandleSeries series : candles) {
            if (series.closeMicros() <= micros) {
                events.closed(symbol, series, series.finish(), micros);
            }
        }
        if (futures) {
            rates.sample(lastTicks * instrument.tick() * toRates, flow, micros);
            flow = 0;
            Liquidation last = liquidation;
            if (last != null) {
                events.liquidated(symbol, last, micros);
                liquidation = null;
            }
        }
    }

    Aggregates aggregates() {
        return aggregates;
    }

    List<CandleSeries> candles() {
        return List.of(candles);
    }

    ReferenceRates rates() {
        return rates;
    }

    private static long pow10(int exponent) {
        return exponent == 0 ? 1 : 10 * pow10(exponent - 1);
    }
}
