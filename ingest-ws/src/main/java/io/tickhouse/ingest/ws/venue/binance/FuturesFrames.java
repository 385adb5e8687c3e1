package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.market.Liquidation;
import io.tickhouse.market.MarkPrice;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Venue;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Events of futures (developers.binance.com, "Websocket Market Streams" of USDⓈ-M and of COIN-M). The products differ in
 * fields that are passed over: COIN-M names the pair ({@code ps}), both the product ({@code st}) since 2026-06-30.
 */
public final class FuturesFrames implements Envelope.Events {
    private static final Pattern PARTIAL = Pattern.compile(".*@depth(5|10|20)(@.*)?");

    private final Venue venue;
    private final EventRecords records;

    private FuturesFrames(Venue venue) {
        this.venue = venue;
        this.records = new EventRecords(venue);
    }

    /** A decoder of a product's frames. */
    public static FrameDecoder decoder(Venue venue) {
        return new Envelope(new FuturesFrames(venue));
    }

    @Override
    public Decoded decode(String stream, Fields f, Instant received) {
        if (!f.has('e')) {
            return new Decoded.Ignored("unknown event");
        }
        return switch (f.text('e')) {
            case "trade" -> records.trade(f, kind(f), received);
            case "aggTrade" -> records.aggTrade(f, received);
            case "kline" -> records.kline(f, received);
            case "24hrTicker" -> records.ticker(f, received);
            case "bookTicker" -> records.bookTicker(f, received);
            case "markPriceUpdate" -> markPrice(f, received);
            case "forceOrder" -> liquidation(f, received);
            case "depthUpdate" -> depth(stream, f, received);
            case "serverShutdown" -> new Decoded.Mapped(new Message.Leaving("serverShutdown"));
            case "24hrMiniTicker" -> new Decoded.Ignored("event 24hrMiniTicker");
            case "continuous_kline" -> new Decoded.Ignored("event continuous_kline");
            case "compositeIndex" -> new Decoded.Ignored("event compositeIndex");
            case "indexPriceUpdate" -> new Decoded.Ignored("event indexPriceUpdate");
            case "indexPrice_kline" -> new Decoded.Ignored("event indexPrice_kline");
            case "markPrice_kline" -> new Decoded.Ignored("event markPrice_kline");
            case "contractInfo" -> new Decoded.Ignored("event contractInfo");
            case "assetIndexUpdate" -> new Decoded.Ignored("event assetIndexUpdate");
            default -> new Decoded.Ignored("unknown event");
        };
    }

    /** X says what kind of trade it is; MARKET, and no X before 2020, are those on the book. */
    private static String kind(Fields f) {
        if (!f.has('X')) {
            return "NORMAL";
        }
        String kind = f.text('X');
        return kind.equals("MARKET") ? "NORMAL" : kind;
    }

    /**
     * {@code e E s p i P r T}; delivery contracts have no funding: r is empty or T is 0. In COIN-M's early days there was no
     * i: the index came as an event of the pair alone, and such a record is left without it, since another moment's index is
     * not this one's.
     */
    private Decoded markPrice(Fields f, Instant received) {
        String symbol = f.text('s');
        boolean funded = f.has('T') && f.number('T') > 0;
        Instant sent = f.time('E', received);
        MarkPrice price = new MarkPrice(
                venue.name(),
                symbol,
                f.positive('p'),
                f.optionalPrice('i'),
                f.optionalPrice('P'),
                funded ? f.optional('r') : null,
                funded ? fundingTime(f, sent) : null,
                sent,
                sent,
                received,
                Source.LIVE);
        return new Decoded.Mapped(new Message.Fact(DataType.MARK_PRICES, symbol, price));
    }

    /** The next funding lies ahead, by 8 hours at most where intervals are regular. */
    private static Instant fundingTime(Fields f, Instant sent) {
        Instant next = Fields.instant(f.number('T'));
        if (next.isBefore(sent.minusSeconds(86_400)) || next.isAfter(sent.plusSeconds(7 * 86_400))) {
            throw new IllegalArgumentException("expected 'T' within a week of " + sent + ", found " + next);
        }
        return next;
    }

    /** {@code e E o{s S q p ap X z T}}; of several in a second the venue sends the latest only. */
    private Decoded liquidation(Fields f, Instant received) {
        Fields order = f.inner('o');
        String symbol = order.text('s');
        String side = order.text('S');
        if (!side.equals("BUY") && !side.equals("SELL")) {
            throw new IllegalArgumentException("expected BUY or SELL in 'S', found " + side);
        }
        Liquidation liquidation = new Liquidation(
                venue.name(),
                symbol,
                side.equals("BUY") ? Side.BUY : Side.SELL,
                order.positive('p'),
                order.optionalPrice(Fields.Name.AP),
                order.positive('q'),
                order.has('z') ? order.notNegative('z') : null,
                venue.quantityUnit(),
                order.has('X') ? order.text('X') : null,
                order.time('T', received),
                f.time('E', received),
                received,
                Source.LIVE);
        return new Decoded.Mapped(new Message.Fact(DataType.LIQUIDATIONS, symbol, liquidation));
    }

    /** {@code e E T s U u pu b a}; partial depth looks the same and is told by its stream's name alone. */
    private static Decoded depth(String stream, Fields f, Instant received) {
        if (stream.contains("@rpiDepth")) {
            // a quantity of 0 there may also mean an order that is hidden
            return new Decoded.Ignored("depth with retail price improvement");
        }
        if (!f.has('b') || !f.has('a')) {
            throw new IllegalArgumentException("expected levels in 'b' and 'a', found none");
        }
        boolean partial = stream.contains("@depth") && PARTIAL.matcher(stream).matches();
        long first = f.number('U');
        long last = f.number('u');
        if (last < first) {
            throw new IllegalArgumentException("expected 'u' of at least 'U' = " + first + ", found " + last);
        }
        return new Decoded.Mapped(new Message.Book(new BookUpdate(
                f.text('s'),
                partial,
                first,
                last,
                f.number(Fields.Name.PU),
                Message.NONE,
                f.bids(),
                f.asks(),
                f.time('T', received),
                f.time('E', received),
                received)));
    }
}
