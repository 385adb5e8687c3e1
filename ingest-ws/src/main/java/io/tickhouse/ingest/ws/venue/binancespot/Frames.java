package io.tickhouse.ingest.ws.venue.binancespot;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.binance.Envelope;
import io.tickhouse.ingest.ws.venue.binance.EventRecords;
import io.tickhouse.ingest.ws.venue.binance.Fields;
import io.tickhouse.schemas.market.Venue;
import java.time.Instant;
import java.util.Locale;

/** Spot's events (web-socket-streams.md). */
final class Frames implements Envelope.Events {
    private final EventRecords records = new EventRecords(Venue.BINANCE_SPOT);

    private Frames() {}

    /** A decoder of spot's frames. */
    static FrameDecoder decoder() {
        return new Envelope(new Frames());
    }

    @Override
    public Decoded decode(String stream, Fields f, Instant received) {
        if (!f.has('e')) {
            return withoutType(stream, f, received);
        }
        return switch (f.text('e')) {
            case "trade" -> records.trade(f, "NORMAL", received);
            case "aggTrade" -> records.aggTrade(f, received);
            case "kline" ->
                stream.contains("@+08:00") ? new Decoded.Ignored("kline of UTC+8") : records.kline(f, received);
            case "24hrTicker" -> records.ticker(f, received);
            case "depthUpdate" -> diff(f, received);
            case "serverShutdown" -> new Decoded.Mapped(new Message.Leaving("serverShutdown"));
            case "24hrMiniTicker" -> new Decoded.Ignored("event 24hrMiniTicker");
            case "1hTicker", "4hTicker", "1dTicker" -> new Decoded.Ignored("rolling window ticker");
            case "avgPrice" -> new Decoded.Ignored("event avgPrice");
            case "blockTrade" -> new Decoded.Ignored("event blockTrade");
            case "referencePrice" -> new Decoded.Ignored("event referencePrice");
            default -> new Decoded.Ignored("unknown event");
        };
    }

    /** Book ticker and partial depth carry no event type on spot. */
    private Decoded withoutType(String stream, Fields f, Instant received) {
        if (f.has('u') && f.has('B') && f.has('A')) {
            return records.bookTicker(f, received);
        }
        if (f.has(Fields.Name.LAST_UPDATE_ID) && f.has(Fields.Name.BIDS) && f.has(Fields.Name.ASKS)) {
            int at = stream.indexOf('@');
            return at <= 0
                    ? new Decoded.Ignored("partial depth on a raw stream, which does not say its symbol")
                    : partial(stream.substring(0, at).toUpperCase(Locale.ROOT), f, received);
        }
        return new Decoded.Ignored("unknown event");
    }

    /** {@code e E s U u b a}: E is the only time there is. */
    private static Decoded diff(Fields f, Instant received) {
        Instant sent = f.time('E', received);
        long first = f.number('U');
        long last = f.number('u');
        if (last < first) {
            throw new IllegalArgumentException("expected 'u' of at least 'U' = " + first + ", found " + last);
        }
        return new Decoded.Mapped(new Message.Book(new BookUpdate(
                f.text('s'),
                false,
                first,
                last,
                Message.NONE,
                Message.NONE,
                sides(f).bids(),
                f.asks(),
                sent,
                sent,
                received)));
    }

    private static Fields sides(Fields f) {
        if (!f.has('b') || !f.has('a')) {
            throw new IllegalArgumentException("expected levels in 'b' and 'a', found none");
        }
        return f;
    }

    private static Decoded partial(String symbol, Fields f, Instant received) {
        return new Decoded.Mapped(new Message.Book(new BookUpdate(
                symbol,
                true,
                Message.NONE,
                f.number(Fields.Name.LAST_UPDATE_ID),
                Message.NONE,
                Message.NONE,
                f.bids(),
                f.asks(),
                null,
                null,
                received)));
    }
}
