package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.Stream;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.feed.CandleSeries;
import io.tickhouse.simulator.feed.SymbolMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjLongConsumer;

/** The streams of one symbol: what is told when, to whom it interests. */
final class SymbolStreams {
    private static final long[] UNITS = {1_000, 1};
    private static final int[] LEVELS = {5, 10, 20};

    private final BinanceProduct product;
    private final JsonText out;
    private final Frames frames;
    private final Stream trade;
    private final Stream aggTrade;
    private final Stream bookTicker;
    private final Stream ticker;
    private final Stream miniTicker;
    private final Stream markPrice;
    private final Stream markPriceEverySecond;
    private final Stream forceOrder;
    private final List<Paced> diffs = new ArrayList<>();
    private final List<Paced> partials = new ArrayList<>();
    private final List<Candles> candles = new ArrayList<>();
    private long lastImageId;

    /** A stream that speaks every so many microseconds; {@code detail} is a pace of diffs or a number of levels. */
    private record Paced(Stream stream, long everyMicros, int detail) {}

    private record Candles(Stream stream, CandleSeries series, String interval, long everyMicros) {}

    SymbolStreams(BinanceProduct product, SymbolMarket market, Streams streams, JsonText out) {
        this.product = product;
        this.out = out;
        Figures figures = new Figures(market.instrument());
        boolean spot = product == BinanceProduct.SPOT;
        this.frames = switch (product) {
            case SPOT -> new SpotFrames(market.symbol(), figures);
            case USDM -> new UsdmFrames(market.symbol(), figures);
            case COINM -> new CoinmFrames(market.symbol(), figures);
        };
        String name = market.symbol().toLowerCase(Locale.ROOT);
        this.trade = streams.add(name + "@trade");
        this.aggTrade = streams.add(name + "@aggTrade");
        this.bookTicker = streams.add(name + "@bookTicker");
        this.ticker = streams.add(name + "@ticker");
        this.miniTicker = streams.add(name + "@miniTicker");
        this.markPrice = spot ? new Stream(name, Streams.FORMS) : streams.add(name + "@markPrice");
        this.markPriceEverySecond = spot ? new Stream(name, Streams.FORMS) : streams.add(name + "@markPrice@1s");
        this.forceOrder = spot ? new Stream(name, Streams.FORMS) : streams.add(name + "@forceOrder");
        int[] paces = spot ? new int[] {100, 1_000} : new int[] {100, 250, 500};
        int unnamed = spot ? 1_000 : 250;
        for (int pace = 0; pace < paces.length; pace++) {
            String suffix = paces[pace] == unnamed ? "" : "@" + paces[pace] + "ms";
            long every = paces[pace] * 1_000L;
            diffs.add(new Paced(streams.add(name + "@depth" + suffix), every, pace));
            for (int levels : LEVELS) {
                partials.add(new Paced(streams.add(name + "@depth" + levels + suffix), every, levels));
            }
        }
        for (CandleSeries series : market.candles()) {
            String interval = BinanceProduct.label(series.interval());
            long every = !spot ? 250_000 : interval.equals("1s") ? 1_000_000 : 2_000_000;
            candles.add(new Candles(streams.add(name + "@kline_" + interval), series, interval, every));
        }
    }

    private void tell(Stream stream, ObjLongConsumer<JsonText> frame) {
        for (int form = 0; form < Streams.FORMS; form++) {
            if (stream.isHeard(form)) {
                frame.accept(out.clear(), UNITS[form]);
                stream.send(form, out.bytes(), out.length());
            }
        }
    }

    void trade(long id, long ticks, long quantity, boolean maker, long micros) {
        tell(trade, (json, unit) -> frames.trade(json, id, ticks, quantity, maker, micros, unit));
    }

    void aggTrade(io.tickhouse.simulator.feed.AggTrade sum) {
        tell(aggTrade, (json, unit) -> frames.aggTrade(json, sum, unit));
    }

    void best(SymbolMarket market, long micros) {
        tell(bookTicker, (json, unit) -> frames.bookTicker(json, market.book(), micros));
    }

    void closed(CandleSeries series, Candle candle, long micros) {
        for (Candles one : candles) {
            if (one.series() == series) {
                tell(one.stream(), (json, unit) -> frames.kline(json, candle, one.interval(), true, micros, unit));
            }
        }
    }

    void liquidated(io.tickhouse.simulator.feed.Liquidation order, long micros) {
        tell(forceOrder, (json, unit) -> frames.forceOrder(json, order, micros));
    }

    void grid(SymbolMarket market, long micros) {
        for (Paced diff : diffs) {
            if (micros % diff.everyMicros() == 0) {
                market.book()
                        .takeDiff(diff.detail())
                        .ifPresent(
                                change -> tell(diff.stream(), (json, unit) -> frames.diff(json, change, micros, unit)));
            }
        }
        boolean imaged = false;
        for (Paced partial : partials) {
            if (micros % partial.everyMicros() == 0) {
                imaged = true;
                tell(partial.stream(), (json, unit) -> {
                    BookImage image = market.book().image(partial.detail());
                    frames.partial(json, image, lastImageId, micros);
                });
            }
        }
        lastImageId = imaged ? market.book().updateId() : lastImageId;
        for (Candles one : candles) {
            if (micros % one.everyMicros() == 0) {
                tell(
                        one.stream(),
                        (json, unit) ->
                                frames.kline(json, one.series().running(), one.interval(), false, micros, unit));
            }
        }
        if (micros % 1_000_000 == 0) {
            eachSecond(market, micros);
        }
    }

    private void eachSecond(SymbolMarket market, long micros) {
        if (product == BinanceProduct.SPOT || micros % 2_000_000 == 0) {
            tell(ticker, (json, unit) -> frames.ticker(json, DayStatistics.of(market), market.book(), micros, unit));
            tell(miniTicker, (json, unit) -> frames.miniTicker(json, DayStatistics.of(market), micros, unit));
        }
        tell(markPriceEverySecond, (json, unit) -> frames.markPrice(json, market.rates(), micros));
        if (micros % 3_000_000 == 0) {
            tell(markPrice, (json, unit) -> frames.markPrice(json, market.rates(), micros));
        }
    }
}
