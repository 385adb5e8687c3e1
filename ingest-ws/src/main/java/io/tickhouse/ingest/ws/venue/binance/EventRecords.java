package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.market.AggTrade;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.Kline;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Ticker;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events that spot and futures spell alike, as records. */
public final class EventRecords {
    private final Venue venue;

    public EventRecords(Venue venue) {
        this.venue = venue;
    }

    /** {@code e E s t p q T m}; T is the match, E the sending. */
    public Decoded trade(Fields f, String kind, Instant received) {
        long id = f.number('t');
        String symbol = f.text('s');
        Trade trade = new Trade(
                venue.name(),
                symbol,
                Long.toString(id),
                id,
                f.positive('p'),
                f.positive('q'),
                null,
                venue.quantityUnit(),
                takerSide(f),
                kind,
                f.time('T', received),
                f.time('E', received),
                received,
                Source.LIVE);
        return new Decoded.Mapped(new Message.Fact(DataType.TRADES, symbol, trade, id, id));
    }

    /** {@code e E s a p q f l T m}. */
    public Decoded aggTrade(Fields f, Instant received) {
        long id = f.number('a');
        String symbol = f.text('s');
        long first = f.number('f');
        long last = f.number('l');
        if (last < first) {
            throw new IllegalArgumentException("expected 'l' of at least 'f' = " + first + ", found " + last);
        }
        AggTrade trade = new AggTrade(
                venue.name(),
                symbol,
                id,
                first,
                last,
                f.positive('p'),
                f.positive('q'),
                venue.quantityUnit(),
                takerSide(f),
                f.time('T', received),
                f.time('E', received),
                received,
                Source.LIVE);
        return new Decoded.Mapped(new Message.Fact(DataType.AGG_TRADES, symbol, trade, id, id));
    }

    /** m: the buyer's order rested, so the taker sold. */
    private static Side takerSide(Fields f) {
        return f.flag('m') ? Side.SELL : Side.BUY;
    }

    /** {@code e E s k{t T s i o c h l v n x q V Q}}; T, the last moment inside, follows from t and i. */
    public Decoded kline(Fields f, Instant received) {
        Fields k = f.inner('k');
        String symbol = f.text('s');
        Interval interval = Interval.of(k.text('i'));
        long open = Times.micros(k.time('t', received));
        if (interval.openTime(open) != open) {
            throw new IllegalArgumentException(
                    "expected 't' at the start of a " + interval.label() + " in UTC, found " + Times.instant(open));
        }
        Instant sent = f.time('E', received);
        Kline kline = new Kline(
                venue.name(),
                symbol,
                PriceType.TRADE,
                interval.label(),
                Times.instant(open),
                Times.instant(interval.closeTime(open)),
                k.positive('o'),
                k.positive('h'),
                k.positive('l'),
                k.positive('c'),
                k.notNegative('v'),
                quoted(k, 'q'),
                k.notNegative('V'),
                quoted(k, 'Q'),
                k.number('n'),
                venue.quantityUnit(),
                k.flag('x'),
                sent,
                sent,
                received,
                Source.LIVE);
        return new Decoded.Mapped(new Message.Fact(DataType.KLINES, symbol, kline));
    }

    /** A value in quote currency; where quantities are contracts the venue tells it in base currency, which no field is for. */
    private @Nullable BigDecimal quoted(Fields f, char letter) {
        return venue.quantityUnit() == QuantityUnit.CONTRACT ? null : f.notNegative(letter);
    }

    /** {@code e E s o h l c v q O C n}, on spot also {@code b B a A}; a price of 0 says that there is none. */
    public Decoded ticker(Fields f, Instant received) {
        String symbol = f.text('s');
        BigDecimal bid = f.optionalPrice('b');
        BigDecimal ask = f.optionalPrice('a');
        Ticker ticker = new Ticker(
                venue.name(),
                symbol,
                f.time('O', received),
                f.optionalPrice('o'),
                f.optionalPrice('h'),
                f.optionalPrice('l'),
                f.positive('c'),
                f.notNegative('v'),
                quoted(f, 'q'),
                venue.quantityUnit(),
                f.number('n'),
                bid,
                bid == null ? null : f.notNegative('B'),
                ask,
                ask == null ? null : f.notNegative('A'),
                f.time('C', received),
                f.time('E', received),
                received,
                Source.LIVE);
        return new Decoded.Mapped(new Message.Fact(DataType.TICKERS, symbol, ticker));
    }

    /** {@code u s b B a A}, on futures also {@code T E}; without T the time of receipt stands for it. */
    public Decoded bookTicker(Fields f, Instant received) {
        String symbol = f.text('s');
        BigDecimal bid = f.optionalPrice('b');
        BigDecimal ask = f.optionalPrice('a');
        if (bid == null || ask == null) {
            return new Decoded.Ignored("book ticker of a book with an empty side");
        }
        BookTicker ticker = new BookTicker(
                venue.name(),
                symbol,
                f.number('u'),
                bid,
                f.notNegative('B'),
                ask,
                f.notNegative('A'),
                venue.quantityUnit(),
                f.has('T') ? f.time('T', received) : received,
                f.has('E') ? f.time('E', received) : null,
                received,
                Source.LIVE);
        return new Decoded.Mapped(new Message.Fact(DataType.BOOK_TICKERS, symbol, ticker));
    }
}
