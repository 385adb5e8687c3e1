package io.tickhouse.sink.clickhouse;

import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.time.Instant;

/** Hand-made records. */
final class Records {
    static final Instant NOON = Instant.parse("2024-08-08T12:00:00.123456Z");

    private Records() {}

    /** A trade of one unit at 60000 and {@code id} hundredths. */
    static Trade trade(String symbol, long id) {
        return Trade.newBuilder()
                .setVenue("binance-spot")
                .setSymbol(symbol)
                .setTradeId(Long.toString(id))
                .setSequence(id)
                .setPrice(decimal("60000")
                        .add(new BigDecimal(id).movePointLeft(2))
                        .setScale(18))
                .setQuantity(decimal("1"))
                .setQuoteQuantity(null)
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(id % 2 == 0 ? Side.BUY : Side.SELL)
                .setKind("NORMAL")
                .setEventTime(NOON.plusMillis(id))
                .setPublishTime(null)
                .setReceiveTime(null)
                .setSource(Source.BULK)
                .build();
    }

    static Candle candle(String symbol, long trades, boolean closed, Instant updated) {
        return Candle.newBuilder()
                .setVenue("binance-spot")
                .setSymbol(symbol)
                .setInterval("1m")
                .setOpenTime(Instant.parse("2024-08-08T12:00:00Z"))
                .setCloseTime(Instant.parse("2024-08-08T12:01:00Z"))
                .setOpen(decimal("1"))
                .setHigh(decimal("4"))
                .setLow(decimal("0.5"))
                .setClose(decimal("2"))
                .setVolume(decimal("10"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setQuoteVolume(decimal("20"))
                .setTakerBuyVolume(decimal("6"))
                .setTakerSellVolume(decimal("4"))
                .setVwap(decimal("2"))
                .setTradeCount(trades)
                .setFirstTradeId("1")
                .setLastTradeId("9")
                .setClosed(closed)
                .setComplete(false)
                .setRevision(0)
                .setUpdateTime(updated)
                .setSource(Source.LIVE)
                .build();
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text).setScale(18);
    }
}
