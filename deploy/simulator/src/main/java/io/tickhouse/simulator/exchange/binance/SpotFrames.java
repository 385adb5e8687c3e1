package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.AggTrade;
import io.tickhouse.simulator.feed.BookDiff;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.LiveBook;

/** Spot's payloads (web-socket-streams.md). */
final class SpotFrames extends Frames {
    SpotFrames(String symbol, Figures figures) {
        super(symbol, figures);
    }

    @Override
    void trade(JsonText out, long id, long ticks, long quantity, boolean maker, long micros, long unit) {
        out.put("{\"e\":\"trade\",\"E\":").put(micros / unit);
        out.put(",\"s\":\"").put(symbol).put("\",\"t\":").put(id).put(",\"p\":");
        figures.ticks(out, ticks);
        out.put(",\"q\":");
        figures.quantity(out, quantity);
        out.put(",\"T\":").put(micros / unit).put(",\"m\":").put(maker).put(",\"M\":true}");
    }

    @Override
    void aggTrade(JsonText out, AggTrade trade, long unit) {
        out.put("{\"e\":\"aggTrade\",\"E\":").put(trade.micros() / unit);
        out.put(",\"s\":\"").put(symbol).put("\",\"a\":").put(trade.id()).put(",\"p\":");
        figures.ticks(out, trade.ticks());
        out.put(",\"q\":");
        figures.quantity(out, trade.quantity());
        out.put(",\"f\":").put(trade.firstId()).put(",\"l\":").put(trade.lastId());
        out.put(",\"T\":").put(trade.micros() / unit);
        out.put(",\"m\":").put(trade.buyerMaker()).put(",\"M\":true}");
    }

    /** The venue gives it neither a type nor a time. */
    @Override
    void bookTicker(JsonText out, LiveBook book, long micros) {
        out.put("{\"u\":").put(book.updateId()).put(",\"s\":\"").put(symbol).put("\"");
        best(out, book);
        out.put("}");
    }

    @Override
    void diff(JsonText out, BookDiff diff, long micros, long unit) {
        out.put("{\"e\":\"depthUpdate\",\"E\":").put(micros / unit);
        out.put(",\"s\":\"").put(symbol).put("\",\"U\":").put(diff.firstId());
        out.put(",\"u\":").put(diff.lastId()).put(",\"b\":");
        figures.levels(out, diff.bidTicks(), diff.bids(), true);
        out.put(",\"a\":");
        figures.levels(out, diff.askTicks(), diff.asks(), false);
        out.put("}");
    }

    @Override
    void partial(JsonText out, BookImage image, long previousId, long micros) {
        out.put("{\"lastUpdateId\":").put(image.updateId()).put(",\"bids\":");
        figures.levels(out, image.bidTicks(), image.bids(), false);
        out.put(",\"asks\":");
        figures.levels(out, image.askTicks(), image.asks(), false);
        out.put("}");
    }

    @Override
    void ticker(JsonText out, DayStatistics day, LiveBook book, long micros, long unit) {
        tickerBegins(out, day, micros, unit, true);
        best(out, book);
        tickerEnds(out, day, micros, unit);
    }
}
