package io.tickhouse.simulator.exchange.kraken;

import io.tickhouse.simulator.exchange.Stream;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.SymbolMarket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A symbol's book to one depth. What is told is what is within the depth: levels that come into it are new, levels that are
 * pushed out of it are not told to go. Every message carries the checksum of the ten best levels after it.
 */
final class BookChannel {
    private static final int CHECKED = 10;

    private final Stream stream;
    private final SymbolMarket market;
    private final Figures figures;
    private final String symbol;
    private final int depth;
    private BookImage told;

    BookChannel(Stream stream, SymbolMarket market, Figures figures, String symbol, int depth) {
        this.stream = stream;
        this.market = market;
        this.figures = figures;
        this.symbol = symbol;
        this.depth = depth;
        this.told = market.book().image(depth);
    }

    Stream stream() {
        return stream;
    }

    int depth() {
        return depth;
    }

    BookImage told() {
        return told;
    }

    /** The book as those who listen know it; before somebody new listens. */
    byte[] snapshot(long micros) {
        if (!stream.isHeard(0)) {
            told = market.book().image(depth);
        }
        return frame("snapshot", levels(told.bidTicks(), told.bids()), levels(told.askTicks(), told.asks()), micros);
    }

    /** Tells what has changed since the last message, if anybody listens. */
    void tell(long micros) {
        if (!stream.isHeard(0)) {
            return;
        }
        BookImage now = market.book().image(depth);
        String bids = changes(told.bidTicks(), told.bids(), now.bidTicks(), now.bids(), true);
        String asks = changes(told.askTicks(), told.asks(), now.askTicks(), now.asks(), false);
        told = now;
        if (!bids.isEmpty() || !asks.isEmpty()) {
            byte[] frame = frame("update", bids, asks, micros);
            stream.send(0, frame, frame.length);
        }
    }

    private String changes(long[] oldTicks, long[] old, long[] newTicks, long[] now, boolean bids) {
        Map<Long, Long> before = new TreeMap<>();
        for (int i = 0; i < oldTicks.length; i++) {
            before.put(oldTicks[i], old[i]);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < newTicks.length; i++) {
            Long was = before.remove(newTicks[i]);
            if (was == null || was != now[i]) {
                level(out, newTicks[i], now[i]);
            }
        }
        long worst = newTicks.length == 0 ? 0 : newTicks[newTicks.length - 1];
        for (long gone : before.keySet()) {
            boolean pushedOut = newTicks.length == depth && (bids ? gone < worst : gone > worst);
            if (!pushedOut) {
                level(out, gone, 0);
            }
        }
        return out.toString();
    }

    private String levels(long[] ticks, long[] quantities) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < ticks.length; i++) {
            level(out, ticks[i], quantities[i]);
        }
        return out.toString();
    }

    private void level(StringBuilder out, long ticks, long quantity) {
        out.append(out.isEmpty() ? "" : ",")
                .append("{\"price\":")
                .append(figures.ticks(ticks))
                .append(",\"qty\":")
                .append(figures.quantity(quantity))
                .append('}');
    }

    private byte[] frame(String type, String bids, String asks, long micros) {
        return "{\"channel\":\"book\",\"type\":\"%s\",\"data\":[{\"symbol\":\"%s\",\"bids\":[%s],\"asks\":[%s],\"checksum\":%d,\"timestamp\":\"%s\"}]}"
                .formatted(type, symbol, bids, asks, checksum(), Figures.time(micros))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Mantissas at the instrument's decimals are the numbers without their points. */
    private long checksum() {
        StringBuilder text = new StringBuilder();
        long tick = figures.instrument().tick();
        for (int i = 0; i < Math.min(CHECKED, told.asks().length); i++) {
            text.append(told.askTicks()[i] * tick).append(told.asks()[i]);
        }
        for (int i = 0; i < Math.min(CHECKED, told.bids().length); i++) {
            text.append(told.bidTicks()[i] * tick).append(told.bids()[i]);
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    /** The name of the stream, such as {@code btc/usd@book-10}. */
    static String name(String symbol, int depth) {
        return symbol.toLowerCase(Locale.ROOT) + "@book-" + depth;
    }
}
