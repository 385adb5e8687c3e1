package io.tickhouse.simulator.feed;

/**
 * A candle of simulated trades; of none at all it stands at the last price, with ids of -1.
 *
 * @param openMicros first microsecond, since the epoch, UTC
 * @param closeMicros first microsecond after it
 * @param open price mantissa at the instrument's scale, as the other three
 * @param volume mantissa at the scale of quantities
 * @param value mantissa at the instrument's value scale
 * @param trades number of them
 * @param buyVolume the part of the volume whose taker bought
 * @param buyValue the part of the value whose taker bought
 */
public record Candle(
        long openMicros,
        long closeMicros,
        long open,
        long high,
        long low,
        long close,
        long volume,
        long value,
        long trades,
        long buyVolume,
        long buyValue,
        long firstId,
        long lastId) {
    /** The id of a first or last trade where there is none. */
    public static final long NO_TRADE = -1;
}
