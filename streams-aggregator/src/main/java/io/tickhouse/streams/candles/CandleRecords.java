package io.tickhouse.streams.candles;

import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Candles as the contract's records. */
public final class CandleRecords {
    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(Decimals.SCALE);

    private CandleRecords() {}

    /**
     * The record of a candle as it is now. Quote volume and vwap exist where quantities count the base asset only: a
     * contract's size in the quote currency is not known here. The vwap divides the exact sums and is cut once.
     *
     * @param key {@code venue:symbol}
     * @param updateTime when it is published
     * @throws NumberFormatException if a sum does not fit the contract's decimal(38,18)
     */
    public static Candle of(String key, CandleInterval interval, CandleBuilder from, Instant updateTime) {
        BigDecimal volume = sum(from.volume);
        BigDecimal quote = from.unit == QuantityUnit.BASE ? exactQuote(from) : null;
        Candle candle = begin(key, interval, from.openTime, from.closeTime, updateTime);
        candle.setOpen(Decimals.cut(from.first.price()));
        candle.setHigh(Decimals.cut(from.high));
        candle.setLow(Decimals.cut(from.low));
        candle.setClose(Decimals.cut(from.last.price()));
        candle.setVolume(volume);
        candle.setQuantityUnit(from.unit);
        candle.setQuoteVolume(quote == null ? null : Decimals.fit(Decimals.cut(quote)));
        candle.setTakerBuyVolume(sum(from.bought));
        candle.setTakerSellVolume(sum(from.sold));
        candle.setVwap(vwap(quote, volume));
        candle.setTradeCount(from.tradeCount);
        candle.setFirstTradeId(from.first.tradeId());
        candle.setLastTradeId(from.last.tradeId());
        candle.setClosed(from.closed);
        candle.setComplete(from.closed && from.complete);
        candle.setRevision(Math.max(0, from.revision));
        candle.setSource(from.simulated ? Source.SIMULATED : from.last.source());
        return candle;
    }

    /** The record of an interval without trades: its trade count of 0 is what tells it from others. */
    public static Candle of(String key, CandleInterval interval, EmptyCandle empty, Instant updateTime) {
        Candle candle = begin(key, interval, empty.openTime(), empty.closeTime(), updateTime);
        BigDecimal price = Decimals.cut(empty.price());
        candle.setOpen(price);
        candle.setHigh(price);
        candle.setLow(price);
        candle.setClose(price);
        candle.setVolume(ZERO);
        candle.setQuantityUnit(empty.unit());
        candle.setQuoteVolume(empty.unit() == QuantityUnit.BASE ? ZERO : null);
        candle.setTakerBuyVolume(ZERO);
        candle.setTakerSellVolume(ZERO);
        candle.setVwap(null);
        candle.setTradeCount(0);
        candle.setFirstTradeId("");
        candle.setLastTradeId("");
        candle.setClosed(true);
        candle.setComplete(empty.complete());
        candle.setRevision(empty.revision());
        candle.setSource(empty.source());
        return candle;
    }

    private static Candle begin(
            String key, CandleInterval interval, long openTime, long closeTime, Instant updateTime) {
        int colon = key.indexOf(':');
        Candle candle = new Candle();
        candle.setVenue(key.substring(0, colon));
        candle.setSymbol(key.substring(colon + 1));
        candle.setInterval(interval.label());
        candle.setOpenTime(Times.instant(openTime));
        candle.setCloseTime(Times.instant(closeTime));
        candle.setUpdateTime(updateTime);
        return candle;
    }

    private static @Nullable BigDecimal vwap(@Nullable BigDecimal quote, BigDecimal volume) {
        return quote == null ? null : quote.divide(volume, Decimals.SCALE, RoundingMode.DOWN);
    }

    private static BigDecimal sum(ExactSum sum) {
        BigInteger unscaled = sum.value();
        return Decimals.fit(new BigDecimal(unscaled, Decimals.SCALE));
    }

    private static BigDecimal exactQuote(CandleBuilder from) {
        return new BigDecimal(from.quote.value(), 2 * Decimals.SCALE);
    }
}
