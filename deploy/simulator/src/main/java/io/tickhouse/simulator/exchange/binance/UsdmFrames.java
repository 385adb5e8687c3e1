package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.AggTrade;
import io.tickhouse.simulator.feed.BookDiff;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.LiveBook;

/** USD-M's payloads (developers.binance.com, "Websocket Market Streams"); trades as recorded. */
class UsdmFrames extends Frames {
    UsdmFrames(String symbol, Figures figures) {
        super(symbol, figures);
    }

    /** As USD-M's, with more fields. */
    UsdmFrames(String symbol, Figures figures, String pair, String end) {
        super(symbol, figures, pair, end);
    }

    @Override
    final void trade(JsonText out, long id, long ticks, long quantity, boolean maker, long micros, long unit) {
        out.put("{\"e\":\"trade\",\"E\":").put(micros / unit).put(",\"T\":").put(micros / unit);
        out.put(",\"s\":\"").put(symbol).put("\",\"t\":").put(id).put(",\"p\":");
        figures.ticks(out, ticks);
        out.put(",\"q\":");
        figures.quantity(out, quantity);
        out.put(",\"X\":\"MARKET\",\"m\":").put(maker).put("}");
    }

    @Override
    void aggTrade(JsonText out, AggTrade trade, long unit) {
        out.put("{\"e\":\"aggTrade\",\"E\":")
                .put(trade.micros() / unit)
                .put(",\"a\":")
                .put(trade.id());
        out.put(",\"s\":\"").put(symbol).put("\",\"p\":");
        figures.ticks(out, trade.ticks());
        out.put(",\"q\":");
        figures.quantity(out, trade.quantity());
        // no retail price improvement here: with and without it the quantity is the same
        out.put(",\"nq\":");
        figures.quantity(out, trade.quantity());
        out.put(",\"f\":").put(trade.firstId()).put(",\"l\":").put(trade.lastId());
        out.put(",\"T\":")
                .put(trade.micros() / unit)
                .put(",\"m\":")
                .put(trade.buyerMaker())
                .put("}");
    }

    @Override
    void bookTicker(JsonText out, LiveBook book, long micros) {
        out.put("{\"e\":\"bookTicker\",\"u\":")
                .put(book.updateId())
                .put(",\"s\":\"")
                .put(symbol)
                .put("\"");
        best(out, book);
        out.put(",\"T\":")
                .put(micros / 1_000)
                .put(",\"E\":")
                .put(micros / 1_000)
                .put("}");
    }

    @Override
    final void diff(JsonText out, BookDiff diff, long micros, long unit) {
        head(out, micros, diff.firstId(), diff.lastId(), diff.previousId());
        out.put(",\"b\":");
        figures.levels(out, diff.bidTicks(), diff.bids(), false);
        out.put(",\"a\":");
        figures.levels(out, diff.askTicks(), diff.asks(), false);
        out.put("}");
    }

    private void head(JsonText out, long micros, long first, long last, long previous) {
        out.put("{\"e\":\"depthUpdate\",\"E\":")
                .put(micros / 1_000)
                .put(",\"T\":")
                .put(micros / 1_000);
        named(out).put(",\"U\":").put(first);
        out.put(",\"u\":").put(last).put(",\"pu\":").put(previous);
    }

    @Override
    final void partial(JsonText out, BookImage image, long previousId, long micros) {
        head(out, micros, Math.min(previousId + 1, image.updateId()), image.updateId(), previousId);
        out.put(",\"b\":");
        figures.levels(out, image.bidTicks(), image.bids(), false);
        out.put(",\"a\":");
        figures.levels(out, image.askTicks(), image.asks(), false);
        end(out);
    }

    @Override
    final void ticker(JsonText out, DayStatistics day, LiveBook book, long micros, long unit) {
        tickerBegins(out, day, micros, unit, false);
        tickerEnds(out, day, micros, unit);
    }
}
