package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.SymbolMarket;

/** A symbol's 24 hours as REST tells them. */
record TickerRow(SymbolMarket of, BinanceProduct product) {
    void write(JsonText out, long micros, long unit) {
        Figures figures = new Figures(of.instrument());
        DayStatistics day = DayStatistics.of(of);
        boolean spot = product == BinanceProduct.SPOT;
        boolean coinm = product == BinanceProduct.COINM;
        out.put("{\"symbol\":\"").put(of.symbol());
        out.put(coinm ? "\",\"pair\":\"" + CoinmContract.of(of.symbol()).pair() : "")
                .put("\",\"priceChange\":");
        figures.price(out, day.change());
        out.put(",\"priceChangePercent\":");
        figures.percent(out, day.change(), day.open());
        out.put(",\"weightedAvgPrice\":");
        figures.average(out, day.value(), day.volume());
        if (spot) {
            out.put(",\"prevClosePrice\":");
            figures.price(out, day.before());
        }
        out.put(",\"lastPrice\":");
        figures.price(out, day.close());
        out.put(",\"lastQty\":");
        figures.quantity(out, day.lastQuantity());
        if (spot) {
            best(out, figures);
        }
        out.put(",\"openPrice\":");
        figures.price(out, day.open());
        out.put(",\"highPrice\":");
        figures.price(out, day.high());
        out.put(",\"lowPrice\":");
        figures.price(out, day.low());
        out.put(",\"volume\":");
        figures.quantity(out, day.volume());
        out.put(coinm ? ",\"baseVolume\":" : ",\"quoteVolume\":");
        figures.value(out, day.value());
        out.put(",\"openTime\":").put(day.openMicros() / unit);
        out.put(",\"closeTime\":").put(micros / unit);
        out.put(",\"firstId\":").put(day.firstId());
        out.put(",\"lastId\":").put(day.lastId());
        out.put(",\"count\":").put(day.trades()).put("}");
    }

    private void best(JsonText out, Figures figures) {
        out.put(",\"bidPrice\":");
        figures.ticks(out, of.book().bestBid());
        out.put(",\"bidQty\":");
        figures.quantity(out, of.book().bestBidQuantity());
        out.put(",\"askPrice\":");
        figures.ticks(out, of.book().bestAsk());
        out.put(",\"askQty\":");
        figures.quantity(out, of.book().bestAskQuantity());
    }
}
