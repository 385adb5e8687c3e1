package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.AggTrade;
import io.tickhouse.simulator.feed.BookDiff;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.feed.Liquidation;
import io.tickhouse.simulator.feed.LiveBook;
import io.tickhouse.simulator.feed.ReferenceRates;

/**
 * The payloads of one symbol's streams. Times come in as microseconds since the epoch and are written in units of
 * {@code unit} microseconds.
 */
abstract class Frames {
    final String symbol;
    final Figures figures;
    private final String named;
    private final String end;

    Frames(String symbol, Figures figures) {
        this(symbol, figures, "", "}");
    }

    /**
     * Payloads with more fields than others have.
     *
     * @param pair what comes behind the symbol where the pair is told as well
     * @param end what comes last where the product is told as well
     */
    Frames(String symbol, Figures figures, String pair, String end) {
        this.symbol = symbol;
        this.figures = figures;
        this.named = ",\"s\":\"" + symbol + "\"" + pair;
        this.end = end;
    }

    /** The symbol, with its pair where the product tells it. */
    final JsonText named(JsonText out) {
        return out.put(named);
    }

    final void end(JsonText out) {
        out.put(end);
    }

    abstract void trade(JsonText out, long id, long ticks, long quantity, boolean maker, long micros, long unit);

    abstract void aggTrade(JsonText out, AggTrade trade, long unit);

    abstract void bookTicker(JsonText out, LiveBook book, long micros);

    abstract void diff(JsonText out, BookDiff diff, long micros, long unit);

    abstract void partial(JsonText out, BookImage image, long previousId, long micros);

    abstract void ticker(JsonText out, DayStatistics day, LiveBook book, long micros, long unit);

    final void kline(JsonText out, Candle candle, String interval, boolean closed, long micros, long unit) {
        out.put("{\"e\":\"kline\",\"E\":").put(micros / unit);
        out.put(",\"s\":\"").put(symbol).put("\",\"k\":");
        figures.candle(out, candle, interval, closed, unit);
        out.put("}");
    }

    final void miniTicker(JsonText out, DayStatistics day, long micros, long unit) {
        out.put("{\"e\":\"24hrMiniTicker\",\"E\":").put(micros / unit);
        named(out).put(",\"c\":");
        figures.price(out, day.close());
        out.put(",\"o\":");
        figures.price(out, day.open());
        out.put(",\"h\":");
        figures.price(out, day.high());
        out.put(",\"l\":");
        figures.price(out, day.low());
        out.put(",\"v\":");
        figures.quantity(out, day.volume());
        out.put(",\"q\":");
        figures.value(out, day.value());
        end(out);
    }

    /** Futures only. */
    void markPrice(JsonText out, ReferenceRates rates, long micros) {
        out.put("{\"e\":\"markPriceUpdate\",\"E\":").put(micros / 1_000);
        out.put(",\"s\":\"").put(symbol).put("\",\"p\":").decimal(rates.mark(), ReferenceRates.SCALE, 8);
        out.put(",\"ap\":").decimal(rates.mark(), ReferenceRates.SCALE, 8);
        out.put(",\"i\":").decimal(rates.index(), ReferenceRates.SCALE, 8);
        out.put(",\"P\":").decimal(rates.settlement(), ReferenceRates.SCALE, 8);
        out.put(",\"r\":").decimal(rates.rate(), ReferenceRates.SCALE, 8);
        out.put(",\"T\":").put(ReferenceRates.nextFunding(micros) / 1_000).put("}");
    }

    /** Futures only. */
    final void forceOrder(JsonText out, Liquidation order, long micros) {
        out.put("{\"e\":\"forceOrder\",\"E\":").put(micros / 1_000);
        out.put(",\"o\":{").put(named.substring(1)).put(",\"S\":\"").put(order.sell() ? "SELL" : "BUY");
        out.put("\",\"o\":\"LIMIT\",\"f\":\"IOC\",\"q\":");
        figures.quantity(out, order.quantity());
        out.put(",\"p\":");
        figures.ticks(out, order.limitTicks());
        out.put(",\"ap\":");
        figures.average(out, order.value(), order.quantity());
        out.put(",\"X\":\"FILLED\",\"l\":");
        figures.quantity(out, order.lastQuantity());
        out.put(",\"z\":");
        figures.quantity(out, order.quantity());
        out.put(",\"T\":").put(order.micros() / 1_000).put("}}");
    }

    /** The fields of the 24 hours' ticker up to the last quantity; {@code x} on spot only. */
    final void tickerBegins(JsonText out, DayStatistics day, long micros, long unit, boolean withBefore) {
        out.put("{\"e\":\"24hrTicker\",\"E\":").put(micros / unit);
        named(out).put(",\"p\":");
        figures.price(out, day.change());
        out.put(",\"P\":");
        figures.percent(out, day.change(), day.open());
        out.put(",\"w\":");
        figures.average(out, day.value(), day.volume());
        if (withBefore) {
            out.put(",\"x\":");
            figures.price(out, day.before());
        }
        out.put(",\"c\":");
        figures.price(out, day.close());
        out.put(",\"Q\":");
        figures.quantity(out, day.lastQuantity());
    }

    /** The fields of the 24 hours' ticker from the opening price on. */
    final void tickerEnds(JsonText out, DayStatistics day, long micros, long unit) {
        out.put(",\"o\":");
        figures.price(out, day.open());
        out.put(",\"h\":");
        figures.price(out, day.high());
        out.put(",\"l\":");
        figures.price(out, day.low());
        out.put(",\"v\":");
        figures.quantity(out, day.volume());
        out.put(",\"q\":");
        figures.value(out, day.value());
        out.put(",\"O\":").put(day.openMicros() / unit);
        out.put(",\"C\":").put(micros / unit);
        out.put(",\"F\":").put(day.firstId());
        out.put(",\"L\":").put(day.lastId());
        out.put(",\"n\":").put(day.trades());
        end(out);
    }

    final void best(JsonText out, LiveBook book) {
        out.put(",\"b\":");
        figures.ticks(out, book.bestBid());
        out.put(",\"B\":");
        figures.quantity(out, book.bestBidQuantity());
        out.put(",\"a\":");
        figures.ticks(out, book.bestAsk());
        out.put(",\"A\":");
        figures.quantity(out, book.bestAskQuantity());
    }
}
