package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.AggTrade;
import io.tickhouse.simulator.feed.BookImage;
import io.tickhouse.simulator.feed.Candle;
import io.tickhouse.simulator.feed.SimulatedMarket;
import io.tickhouse.simulator.feed.SymbolMarket;
import io.tickhouse.simulator.feed.TradeTape;
import io.tickhouse.simulator.market.Interval;
import java.util.List;
import java.util.OptionalLong;

/** Answers about books, trades, candles and prices, on all products alike but for limits and a few fields. */
final class MarketAnswers {
    private static final String TRUE_MATCH = ",\"isBestMatch\":true}";

    private final BinanceProduct product;
    private final boolean spot;
    private final SimulatedMarket market;

    /** Whether a book is to be told as it was when the market began, for the request that is answered now. */
    private boolean stale;

    MarketAnswers(BinanceProduct product, SimulatedMarket market) {
        this.product = product;
        this.spot = product == BinanceProduct.SPOT;
        this.market = market;
    }

    void addTo(RestApi api) {
        api.add("/depth", asked -> depthWeight(asked), this::depth);
        api.add("/trades", spot ? 25 : 5, (asked, out) -> trades(asked, out, OptionalLong.empty()));
        api.add("/historicalTrades", spot ? 25 : 20, this::historicalTrades);
        api.add("/aggTrades", spot ? 4 : 20, this::aggTrades);
        api.add("/klines", asked -> klinesWeight(asked), this::klines);
        api.add("/ticker/24hr", asked -> asked.has("symbol") ? spot ? 2 : 1 : spot ? 80 : 40, this::tickers);
        api.add("/ticker/bookTicker", asked -> asked.has("symbol") ? 2 : spot ? 4 : 5, this::bookTickers);
    }

    void tellStaleBooks(boolean on) {
        stale = on;
    }

    SymbolMarket symbol(Parameters asked) throws BadRequest {
        return market.symbol(asked.text("symbol")).orElseThrow(() -> new BadRequest(-1121, "Invalid symbol."));
    }

    private int depthLimit(Parameters asked) throws BadRequest {
        int limit = asked.limit(spot ? 100 : 500, spot ? 5_000 : Integer.MAX_VALUE);
        if (!spot && !List.of(5, 10, 20, 50, 100, 500, 1_000).contains(limit)) {
            throw new BadRequest(-4021, limit + " is not valid depth limit");
        }
        return limit;
    }

    private int depthWeight(Parameters asked) throws BadRequest {
        int limit = depthLimit(asked);
        if (spot) {
            return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
        }
        return limit <= 50 ? 2 : limit == 100 ? 5 : limit == 500 ? 10 : 20;
    }

    private void depth(Parameters asked, JsonText out) throws BadRequest {
        SymbolMarket of = symbol(asked);
        int limit = depthLimit(asked);
        BookImage image = stale ? of.firstImage() : of.book().image(limit);
        out.put("{\"lastUpdateId\":").put(image.updateId());
        if (!spot) {
            out.put(",\"E\":").put(asked.call().micros() / 1_000);
            out.put(",\"T\":").put(asked.call().micros() / 1_000);
        }
        if (product == BinanceProduct.COINM) {
            named(out.put(","), of);
        }
        Figures figures = new Figures(of.instrument());
        out.put(",\"bids\":");
        figures.levels(out, image.bidTicks(), image.bids(), false);
        out.put(",\"asks\":");
        figures.levels(out, image.askTicks(), image.asks(), false);
        out.put("}");
    }

    private void historicalTrades(Parameters asked, JsonText out) throws BadRequest {
        if (!spot && asked.call().header("X-MBX-APIKEY").isEmpty()) {
            throw new BadRequest(401, -2014, "API-key format invalid.");
        }
        trades(asked, out, asked.number("fromId"));
    }

    private void trades(Parameters asked, JsonText out, OptionalLong fromId) throws BadRequest {
        SymbolMarket of = symbol(asked);
        int limit = asked.limit(spot || !asked.has("fromId") ? 500 : 100, spot || fromId.isEmpty() ? 1_000 : 500);
        TradeTape tape = of.tape();
        Figures figures = new Figures(of.instrument());
        long first = Math.max(tape.oldestId(), fromId.orElse(tape.lastId() - limit + 1));
        long last = Math.min(tape.lastId(), first + limit - 1);
        out.put("[");
        for (long id = first; id <= last; id++) {
            long price = tape.ticks(id) * of.instrument().tick();
            out.put(id == first ? "{\"id\":" : ",{\"id\":").put(id).put(",\"price\":");
            figures.price(out, price);
            out.put(",\"qty\":");
            figures.quantity(out, tape.quantity(id));
            out.put(product == BinanceProduct.COINM ? ",\"baseQty\":" : ",\"quoteQty\":");
            figures.value(out, of.instrument().value(price, tape.quantity(id)));
            out.put(",\"time\":").put(tape.micros(id) / asked.unit());
            out.put(",\"isBuyerMaker\":").put(tape.buyerMaker(id)).put(spot ? TRUE_MATCH : "}");
        }
        out.put("]");
    }

    private void aggTrades(Parameters asked, JsonText out) throws BadRequest {
        SymbolMarket of = symbol(asked);
        Figures figures = new Figures(of.instrument());
        int limit = asked.limit(500, 1_000);
        OptionalLong fromId = asked.number("fromId");
        List<AggTrade> all = of.aggregates().all();
        List<AggTrade> chosen = fromId.isPresent()
                ? all.stream()
                        .filter(trade -> trade.id() >= fromId.getAsLong())
                        .limit(limit)
                        .toList()
                : asked.range(all, AggTrade::micros, limit);
        out.put("[");
        String comma = "";
        for (AggTrade trade : chosen) {
            out.put(comma).put("{\"a\":").put(trade.id()).put(",\"p\":");
            figures.ticks(out, trade.ticks());
            out.put(",\"q\":");
            figures.quantity(out, trade.quantity());
            out.put(",\"f\":").put(trade.firstId()).put(",\"l\":").put(trade.lastId());
            out.put(",\"T\":").put(trade.micros() / asked.unit()).put(",\"m\":").put(trade.buyerMaker());
            out.put(spot ? ",\"M\":true}" : "}");
            comma = ",";
        }
        out.put("]");
    }

    private int klinesWeight(Parameters asked) throws BadRequest {
        int limit = asked.limit(500, 1_500);
        return spot ? 2 : limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1_000 ? 5 : 10;
    }

    private void klines(Parameters asked, JsonText out) throws BadRequest {
        SymbolMarket of = symbol(asked);
        Interval interval =
                product.interval(asked.text("interval")).orElseThrow(() -> new BadRequest(-1120, "Invalid interval."));
        Figures figures = new Figures(of.instrument());
        List<Candle> all = of.candles().stream()
                .filter(series -> series.interval() == interval)
                .findFirst()
                .orElseThrow()
                .all();
        out.put("[");
        String comma = "";
        for (Candle candle : asked.range(all, Candle::openMicros, asked.limit(500, spot ? 1_000 : 1_500))) {
            out.put(comma);
            figures.row(out, candle, asked.unit());
            comma = ",";
        }
        out.put("]");
    }

    private void tickers(Parameters asked, JsonText out) throws BadRequest {
        each(
                asked,
                out,
                of -> new TickerRow(of, product).write(out, asked.call().micros(), asked.unit()));
    }

    private void bookTickers(Parameters asked, JsonText out) throws BadRequest {
        each(asked, out, of -> {
            Figures figures = new Figures(of.instrument());
            out.put("{");
            if (product == BinanceProduct.COINM) {
                out.put("\"lastUpdateId\":").put(of.book().updateId()).put(",");
            }
            named(out, of);
            out.put(",\"bidPrice\":");
            figures.ticks(out, of.book().bestBid());
            out.put(",\"bidQty\":");
            figures.quantity(out, of.book().bestBidQuantity());
            out.put(",\"askPrice\":");
            figures.ticks(out, of.book().bestAsk());
            out.put(",\"askQty\":");
            figures.quantity(out, of.book().bestAskQuantity());
            if (!spot) {
                out.put(",\"time\":").put(asked.call().micros() / 1_000);
            }
            out.put("}");
        });
    }

    /** The symbol, on COIN-M with its pair. */
    void named(JsonText out, SymbolMarket of) {
        out.put("\"symbol\":\"").put(of.symbol()).put("\"");
        if (product == BinanceProduct.COINM) {
            out.put(",\"pair\":\"").put(CoinmContract.of(of.symbol()).pair()).put("\"");
        }
    }

    /** One row of the symbol, or a list of all symbols' rows when none is named; COIN-M lists a single one too. */
    void each(Parameters asked, JsonText out, java.util.function.Consumer<SymbolMarket> row) throws BadRequest {
        boolean one = asked.has("symbol");
        if (one && product != BinanceProduct.COINM) {
            row.accept(symbol(asked));
            return;
        }
        out.put("[");
        String comma = "";
        for (SymbolMarket of : one ? List.of(symbol(asked)) : market.symbols()) {
            out.put(comma);
            row.accept(of);
            comma = ",";
        }
        out.put("]");
    }
}
