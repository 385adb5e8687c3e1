package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.AggTrade;
import io.tickhouse.simulator.feed.LiveBook;
import io.tickhouse.simulator.feed.ReferenceRates;

/**
 * COIN-M's payloads (developers.binance.com, COIN-M, "Websocket Market Streams"): as USD-M's, with the pair ({@code ps}) and,
 * since 2026-06-30, the product ({@code st}, 2) where the venue tells them.
 */
final class CoinmFrames extends UsdmFrames {
    private static final String END = ",\"st\":2}";

    private final boolean perpetual;

    CoinmFrames(String symbol, Figures figures) {
        this(symbol, figures, CoinmContract.of(symbol));
    }

    private CoinmFrames(String symbol, Figures figures, CoinmContract contract) {
        super(symbol, figures, ",\"ps\":\"" + contract.pair() + "\"", END);
        this.perpetual = contract.isPerpetual();
    }

    @Override
    void aggTrade(JsonText out, AggTrade trade, long unit) {
        out.put("{\"e\":\"aggTrade\",\"E\":")
                .put(trade.micros() / unit)
                .put(",\"a\":")
                .put(trade.id());
        out.put(",\"s\":\"").put(symbol).put("\",\"p\":");
        figures.ticks(out, trade.ticks());
        out.put(",\"q\":");
        figures.quantity(out, trade.quantity());
        out.put(",\"f\":").put(trade.firstId()).put(",\"l\":").put(trade.lastId());
        out.put(",\"T\":").put(trade.micros() / unit);
        out.put(",\"m\":").put(trade.buyerMaker()).put(END);
    }

    @Override
    void bookTicker(JsonText out, LiveBook book, long micros) {
        out.put("{\"u\":").put(book.updateId()).put(",\"e\":\"bookTicker\"");
        named(out);
        best(out, book);
        out.put(",\"T\":").put(micros / 1_000);
        out.put(",\"E\":").put(micros / 1_000).put(END);
    }

    /** Delivery contracts have an empty rate and 0 for the next funding. */
    @Override
    void markPrice(JsonText out, ReferenceRates rates, long micros) {
        out.put("{\"e\":\"markPriceUpdate\",\"E\":").put(micros / 1_000);
        out.put(",\"s\":\"").put(symbol).put("\",\"p\":").decimal(rates.mark(), ReferenceRates.SCALE, 8);
        out.put(",\"P\":").decimal(rates.settlement(), ReferenceRates.SCALE, 8);
        out.put(",\"i\":").decimal(rates.index(), ReferenceRates.SCALE, 8);
        if (perpetual) {
            out.put(",\"r\":").decimal(rates.rate(), ReferenceRates.SCALE, 8);
            out.put(",\"T\":").put(ReferenceRates.nextFunding(micros) / 1_000);
        } else {
            out.put(",\"r\":\"\",\"T\":0");
        }
        out.put(END);
    }
}
