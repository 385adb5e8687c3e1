package io.tickhouse.bench.streams;

import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** A candle as an aggregator of the DSL makes it: the contract's record is what it adds to. */
final class DslCandle {
    private static final int SCALE = 18;
    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);

    private DslCandle() {}

    /** Before its first trade. */
    static Candle empty() {
        Candle candle = new Candle();
        candle.setVenue("");
        candle.setSymbol("");
        candle.setInterval("");
        candle.setOpenTime(Instant.EPOCH);
        candle.setCloseTime(Instant.EPOCH);
        candle.setOpen(ZERO);
        candle.setHigh(ZERO);
        candle.setLow(ZERO);
        candle.setClose(ZERO);
        candle.setVolume(ZERO);
        candle.setQuantityUnit(QuantityUnit.BASE);
        candle.setQuoteVolume(ZERO);
        candle.setTakerBuyVolume(ZERO);
        candle.setTakerSellVolume(ZERO);
        candle.setVwap(null);
        candle.setTradeCount(0);
        candle.setFirstTradeId("");
        candle.setLastTradeId("");
        candle.setClosed(false);
        candle.setComplete(false);
        candle.setRevision(0);
        candle.setUpdateTime(Instant.EPOCH);
        candle.setSource(Source.SIMULATED);
        return candle;
    }

    static Candle add(Trade trade, Candle candle, String interval) {
        BigDecimal price = trade.getPrice();
        BigDecimal quantity = trade.getQuantity();
        if (candle.getTradeCount() == 0) {
            candle.setVenue(trade.getVenue());
            candle.setSymbol(trade.getSymbol());
            candle.setInterval(interval);
            candle.setOpen(price);
            candle.setHigh(price);
            candle.setLow(price);
            candle.setFirstTradeId(trade.getTradeId());
        }
        candle.setHigh(candle.getHigh().max(price));
        candle.setLow(candle.getLow().min(price));
        candle.setClose(price);
        candle.setVolume(candle.getVolume().add(quantity));
        candle.setQuoteVolume(
                candle.getQuoteVolume().add(price.multiply(quantity).setScale(SCALE, RoundingMode.DOWN)));
        if (trade.getSide() == Side.BUY) {
            candle.setTakerBuyVolume(candle.getTakerBuyVolume().add(quantity));
        } else {
            candle.setTakerSellVolume(candle.getTakerSellVolume().add(quantity));
        }
        candle.setTradeCount(candle.getTradeCount() + 1);
        candle.setLastTradeId(trade.getTradeId());
        return candle;
    }
}
