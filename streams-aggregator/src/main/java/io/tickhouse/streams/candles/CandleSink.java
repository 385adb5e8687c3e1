package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;

/** Takes a candle that is to be published. It must not keep the builder, which goes on changing. */
@FunctionalInterface
public interface CandleSink {
    void emit(String key, Interval interval, CandleBuilder candle);
}
