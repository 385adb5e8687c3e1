package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.krakenspot.Row.Name;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Kline;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Ticker;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rows of the channels say, as messages. What a channel tells of the past on subscribing is marked as backfill. */
final class Records {
    private static final Venue VENUE = Venue.KRAKEN_SPOT;
    private static final long MOST_UNSIGNED = 0xFFFF_FFFFL;

    private Records() {}

    /** {@code symbol side price qty ord_type trade_id timestamp}; side is the taker's. */
    static List<Message> trades(Row row, boolean snapshot, Instant received) {
        String symbol = row.text(Name.SYMBOL);
        long id = row.number(Name.TRADE_ID, Long.MAX_VALUE);
        Trade trade = new Trade(
                VENUE.name(),
                symbol,
                Long.toString(id),
                id,
                row.positive(Name.PRICE),
                row.positive(Name.QTY),
                null,
                VENUE.quantityUnit(),
                side(row.text(Name.SIDE)),
                "NORMAL",
                row.time(Name.TIMESTAMP, received),
                null,
                snapshot ? null : received,
                snapshot ? Source.BACKFILL : Source.LIVE);
        return List.of(new Message.Fact(DataType.TRADES, symbol, trade, id, id));
    }

    private static Side side(String word) {
        return switch (word) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new IllegalArgumentException("expected 'side' to be buy or sell, found " + word);
        };
    }

    /** {@code symbol open high low close trades volume vwap interval_begin interval}; the frame says when it was sent. */
    static List<Message> kline(Row head, Row row, boolean snapshot, Instant received) {
        Optional<Interval> interval = Intervals.of(row.number(Name.INTERVAL, Integer.MAX_VALUE));
        if (interval.isEmpty()) {
            return List.of();
        }
        String symbol = row.text(Name.SYMBOL);
        long open = Times.micros(row.time(Name.INTERVAL_BEGIN, received));
        if (interval.get().openTime(open) != open) {
            throw new IllegalArgumentException("expected 'interval_begin' at the start of a "
                    + interval.get().label() + " in UTC, found " + Times.instant(open));
        }
        Instant sent = head.has(Name.TIMESTAMP) ? head.time(Name.TIMESTAMP, received) : null;
        Kline kline = new Kline(
                VENUE.name(),
                symbol,
                PriceType.TRADE,
                interval.get().label(),
                Times.instant(open),
                Times.instant(interval.get().closeTime(open)),
                row.positive(Name.OPEN),
                row.positive(Name.HIGH),
                row.positive(Name.LOW),
                row.positive(Name.CLOSE),
                row.notNegative(Name.VOLUME),
                null,
                null,
                null,
                row.number(Name.TRADES, Long.MAX_VALUE),
                VENUE.quantityUnit(),
                false,
                sent == null ? received : sent,
                sent,
                snapshot ? null : received,
                snapshot ? Source.BACKFILL : Source.LIVE);
        return List.of(new Message.Fact(DataType.KLINES, symbol, kline));
    }

    /** {@code symbol bid bid_qty ask ask_qty last volume vwap low high change change_pct timestamp}: ticker and best prices. */
    static List<Message> tickers(Row row, Instant received) {
        String symbol = row.text(Name.SYMBOL);
        BigDecimal bid = row.optionalPrice(Name.BID);
        BigDecimal ask = row.optionalPrice(Name.ASK);
        BigDecimal last = row.optionalPrice(Name.LAST);
        BigDecimal bidQuantity = bid == null ? null : row.notNegative(Name.BID_QTY);
        BigDecimal askQuantity = ask == null ? null : row.notNegative(Name.ASK_QTY);
        List<Message> messages = new ArrayList<>(2);
        if (last == null && (bid == null || ask == null)) {
            return messages; // of such a market the time is of 1970
        }
        Instant time = row.has(Name.TIMESTAMP) ? row.time(Name.TIMESTAMP, received) : received;
        if (last != null) {
            Ticker ticker = new Ticker(
                    VENUE.name(),
                    symbol,
                    null,
                    null,
                    row.optionalPrice(Name.HIGH),
                    row.optionalPrice(Name.LOW),
                    last,
                    row.notNegative(Name.VOLUME),
                    null,
                    VENUE.quantityUnit(),
                    null,
                    bid,
                    bidQuantity,
                    ask,
                    askQuantity,
                    time,
                    null,
                    received,
                    Source.LIVE);
            messages.add(new Message.Fact(DataType.TICKERS, symbol, ticker));
        }
        if (bid != null && bidQuantity != null && ask != null && askQuantity != null) {
            BookTicker ticker = new BookTicker(
                    VENUE.name(),
                    symbol,
                    null,
                    bid,
                    bidQuantity,
                    ask,
                    askQuantity,
                    VENUE.quantityUnit(),
                    time,
                    null,
                    received,
                    Source.LIVE);
            messages.add(new Message.Fact(DataType.BOOK_TICKERS, symbol, ticker));
        }
        return messages;
    }

    /** {@code symbol bids[{price qty}] asks[{price qty}] checksum timestamp}. */
    static Message book(Row row, boolean snapshot, Instant received) {
        return new Message.Book(new BookUpdate(
                row.text(Name.SYMBOL),
                snapshot,
                Message.NONE,
                Message.NONE,
                Message.NONE,
                row.has(Name.CHECKSUM) ? row.number(Name.CHECKSUM, MOST_UNSIGNED) : Message.NONE,
                row.bids(),
                row.asks(),
                row.has(Name.TIMESTAMP) ? row.time(Name.TIMESTAMP, received) : null,
                null,
                received));
    }

    /** {@code symbol base quote status price_precision price_increment qty_precision qty_increment}. */
    static List<Message> instrument(Row row, Instant received) {
        String symbol = row.text(Name.SYMBOL);
        String base = row.text(Name.BASE);
        String quote = row.text(Name.QUOTE);
        Instrument instrument = Instrument.newBuilder()
                .setVenue(VENUE.name())
                .setSymbol(symbol)
                .setUnifiedSymbol(base + "/" + quote)
                .setKind("SPOT")
                .setBase(base)
                .setQuote(quote)
                .setStatus(row.text(Name.STATUS))
                .setTickSize(row.step(Name.PRICE_INCREMENT))
                .setLotSize(row.step(Name.QTY_INCREMENT))
                .setQuantityUnit(VENUE.quantityUnit())
                .setEventTime(received)
                .setReceiveTime(received)
                .setSource(Source.LIVE)
                .build();
        return List.of(
                new Message.Decimals(symbol, (int) row.number(Name.PRICE_PRECISION, Decimals.SCALE), (int)
                        row.number(Name.QTY_PRECISION, Decimals.SCALE)),
                new Message.Fact(DataType.INSTRUMENTS, symbol, instrument));
    }

    /** {@code system api_version connection_id version}: online, maintenance, cancel_only or post_only. */
    static List<Message> condition(Row row) {
        String word = row.text(Name.SYSTEM);
        return List.of(new Message.Condition(word, word.equals("online")));
    }
}
