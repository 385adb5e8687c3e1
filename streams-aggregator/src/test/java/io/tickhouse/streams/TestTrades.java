package io.tickhouse.streams;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.time.Instant;

/** Trades made by hand. */
final class TestTrades {
    private TestTrades() {}

    /** A NORMAL trade with a contiguous id, bought by its taker, in base units. */
    static Trade trade(String venue, String symbol, long id, Instant time, String price, String quantity) {
        Trade trade = new Trade();
        trade.setVenue(venue);
        trade.setSymbol(symbol);
        trade.setTradeId(Long.toString(id));
        trade.setSequence(id);
        trade.setPrice(new BigDecimal(price).setScale(18));
        trade.setQuantity(new BigDecimal(quantity).setScale(18));
        trade.setQuantityUnit(QuantityUnit.BASE);
        trade.setSide(Side.BUY);
        trade.setKind("NORMAL");
        trade.setEventTime(time);
        trade.setSource(Source.LIVE);
        return trade;
    }
}
