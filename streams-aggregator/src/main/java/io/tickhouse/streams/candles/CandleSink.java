package io.tickhouse.streams.candles;

import io.tickhouse.streams.coverage.Hole;

/** Takes what the trades of an instrument come to. Keys are {@code venue:symbol}. */
public interface CandleSink {
    /** A final candle or a correction. The builder must not be kept, it goes on changing. */
    void emit(String key, CandleInterval interval, CandleBuilder candle);

    /** An interval without trades, as {@code candle} says it; {@code revision} above 0 corrects what was said before. */
    default void empty(String key, CandleInterval interval, EmptyCandle candle) {}

    /** So many intervals without trades in a row are not published, the last of which ends at or before {@code until}. */
    default void emptiesLeftOut(String key, CandleInterval interval, long count, long until) {}

    /** Ids were passed over and have not come. */
    default void hole(String key, Hole hole) {}

    /** All ids from {@code first} to {@code last} were seen, or are harmless. */
    default void covered(String key, long first, long last) {}

    /** An id came that was told to be missing harmlessly. */
    default void found(String key, long id) {}
}
