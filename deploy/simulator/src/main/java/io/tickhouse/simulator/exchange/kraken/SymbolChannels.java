package io.tickhouse.simulator.exchange.kraken;

import io.tickhouse.simulator.exchange.Stream;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.feed.CandleSeries;
import io.tickhouse.simulator.feed.LiveBook;
import io.tickhouse.simulator.feed.SymbolMarket;
import io.tickhouse.simulator.feed.TradeTape;
import io.tickhouse.simulator.market.Interval;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** The channels of one symbol: what is told when, and what a new listener is told first. */
final class SymbolChannels {
    private static final int[] DEPTHS = {10, 25, 100, 500, 1_000};
    private static final Map<Interval, Integer> MINUTES = Map.of(
            Interval.MINUTE, 1,
            Interval.MINUTES_5, 5,
            Interval.MINUTES_15, 15,
            Interval.MINUTES_30, 30,
            Interval.HOUR, 60,
            Interval.HOURS_4, 240,
            Interval.DAY, 1_440);
    private static final int TRADES_TOLD_FIRST = 50;
    private static final int DAY_OF_MINUTES = 1_440;

    /** A stream and what a new listener is told first, at that time. */
    record Channel(Stream stream, LongFunction<byte[]> snapshot) {}

    private record Candles(Stream stream, CandleSeries series, int minutes) {}

    private final String symbol;
    private final SymbolMarket market;
    private final Figures figures;
    private final Map<String, Channel> byName = new HashMap<>();
    private final Stream trade;
    private final Stream tickerOnTrades;
    private final Stream tickerOnBest;
    private final List<BookChannel> books = new ArrayList<>();
    private final List<Candles> candles = new ArrayList<>();
    private boolean traded;
    private boolean bestChanged;

    SymbolChannels(String symbol, SymbolMarket market, Figures figures) {
        this.symbol = symbol;
        this.market = market;
        this.figures = figures;
        this.trade = add("trade", micros -> tradesToldFirst());
        this.tickerOnTrades = add("ticker-trades", micros -> ticker("snapshot", micros));
        this.tickerOnBest = add("ticker-bbo", micros -> ticker("snapshot", micros));
        for (int depth : DEPTHS) {
            BookChannel book =
                    new BookChannel(new Stream(BookChannel.name(symbol, depth), 1), market, figures, symbol, depth);
            books.add(book);
            byName.put(book.stream().name(), new Channel(book.stream(), book::snapshot));
        }
        for (CandleSeries series : market.candles()) {
            Integer minutes = MINUTES.get(series.interval());
            if (minutes != null) {
                Stream stream = add("ohlc-" + minutes, micros -> candle("snapshot", series.running(), minutes, micros));
                candles.add(new Candles(stream, series, minutes));
            }
        }
    }

    private Stream add(String channel, LongFunction<byte[]> snapshot) {
        Stream stream = new Stream(symbol.toLowerCase(Locale.ROOT) + "@" + channel, 1);
        byName.put(stream.name(), new Channel(stream, snapshot));
        return stream;
    }

    /** Empty when there is no such channel. */
    Optional<Channel> channel(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The book as the channel of that depth has told it last. */
    BookImage book(int depth) {
        return books.stream()
                .filter(book -> book.depth() == depth)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no channel of books of " + depth + " levels"))
                .told();
    }

    SymbolMarket market() {
        return market;
    }

    void trade(long id) {
        traded = true;
        if (trade.isHeard(0)) {
            send(trade, frame("trade", "update", tradeRow(id)));
        }
    }

    void best() {
        bestChanged = true;
    }

    /** The last word on a candle comes with its end; of one without trades there is none. */
    void closed(CandleSeries series, Candle candle, long micros) {
        for (Candles one : candles) {
            if (one.series() == series && candle.trades() > 0 && one.stream().isHeard(0)) {
                send(one.stream(), candle("update", candle, one.minutes(), micros));
            }
        }
    }

    void grid(long micros) {
        books.forEach(book -> book.tell(micros));
        for (Candles one : candles) {
            if (traded && one.stream().isHeard(0) && one.series().running().trades() > 0) {
                send(one.stream(), candle("update", one.series().running(), one.minutes(), micros));
            }
        }
        if (traded && tickerOnTrades.isHeard(0)) {
            send(tickerOnTrades, ticker("update", micros));
        }
        if ((traded || bestChanged) && tickerOnBest.isHeard(0)) {
            send(tickerOnBest, ticker("update", micros));
        }
        traded = false;
        bestChanged = false;
    }

    private static void send(Stream stream, byte[] frame) {
        stream.send(0, frame, frame.length);
    }

    private static byte[] frame(String channel, String type, String rows) {
        return "{\"channel\":\"%s\",\"type\":\"%s\",\"data\":[%s]}"
                .formatted(channel, type, rows)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] tradesToldFirst() {
        TradeTape tape = market.tape();
        List<String> rows = new ArrayList<>();
        for (long id = Math.max(tape.oldestId(), tape.lastId() - TRADES_TOLD_FIRST + 1); id <= tape.lastId(); id++) {
            rows.add(tradeRow(id));
        }
        return frame("trade", "snapshot", String.join(",", rows));
    }

    private String tradeRow(long id) {
        TradeTape tape = market.tape();
        return "{\"symbol\":\"%s\",\"side\":\"%s\",\"price\":%s,\"qty\":%s,\"ord_type\":\"market\",\"trade_id\":%d,\"timestamp\":\"%s\"}"
                .formatted(
                        symbol,
                        tape.buyerMaker(id) ? "sell" : "buy",
                        figures.ticks(tape.ticks(id)),
                        figures.quantity(tape.quantity(id)),
                        id,
                        Figures.time(tape.micros(id)));
    }

    private byte[] candle(String type, Candle candle, int minutes, long micros) {
        return "{\"channel\":\"ohlc\",\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":[{\"symbol\":\"%s\",\"open\":%s,\"high\":%s,\"low\":%s,\"close\":%s,\"trades\":%d,\"volume\":%s,\"vwap\":%s,\"interval_begin\":\"%s\",\"interval\":%d,\"timestamp\":\"%s\"}]}"
                .formatted(
                        type,
                        Figures.time(micros),
                        symbol,
                        figures.price(candle.open()),
                        figures.price(candle.high()),
                        figures.price(candle.low()),
                        figures.price(candle.close()),
                        candle.trades(),
                        figures.quantity(candle.volume()),
                        figures.average(candle.value(), candle.volume(), candle.close()),
                        Figures.time(candle.openMicros()),
                        minutes,
                        Figures.time(candle.closeMicros()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] ticker(String type, long micros) {
        LiveBook book = market.book();
        List<Candle> minutes = market.candles().stream()
                .filter(series -> series.interval() == Interval.MINUTE)
                .findFirst()
                .orElseThrow()
                .all();
        List<Candle> day = minutes.subList(Math.max(0, minutes.size() - DAY_OF_MINUTES), minutes.size());
        long high = day.stream().mapToLong(Candle::high).max().orElseThrow();
        long low = day.stream().mapToLong(Candle::low).min().orElseThrow();
        long volume = day.stream().mapToLong(Candle::volume).sum();
        long value = day.stream().mapToLong(Candle::value).sum();
        long last = day.getLast().close();
        return frame(
                "ticker",
                type,
                "{\"symbol\":\"%s\",\"bid\":%s,\"bid_qty\":%s,\"ask\":%s,\"ask_qty\":%s,\"last\":%s,\"volume\":%s,\"vwap\":%s,\"low\":%s,\"high\":%s,\"change\":%s,\"change_pct\":%s,\"timestamp\":\"%s\"}"
                        .formatted(
                                symbol,
                                figures.ticks(book.bestBid()),
                                figures.quantity(book.bestBidQuantity()),
                                figures.ticks(book.bestAsk()),
                                figures.quantity(book.bestAskQuantity()),
                                figures.price(last),
                                figures.quantity(volume),
                                figures.average(value, volume, last),
                                figures.price(low),
                                figures.price(high),
                                figures.price(last - day.getFirst().open()),
                                Figures.step(
                                        (last - day.getFirst().open())
                                                * 10_000
                                                / day.getFirst().open(),
                                        2),
                                Figures.time(micros)));
    }
}
