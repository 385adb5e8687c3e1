package io.tickhouse.streams.candles;

/**
 * Names of one lane's parts in the topology. They name internal topics and state folders too, so they never change.
 *
 * @param source reads the trades
 * @param processor makes the candles
 * @param store keeps them
 * @param sink publishes them
 * @param deadLetters publishes trades that no candle can take
 */
record CandleNames(String source, String processor, String store, String sink, String deadLetters) {
    static CandleNames of(String lane) {
        return new CandleNames(
                lane + "-trades",
                lane + "-candles",
                lane + "-candles-store",
                lane + "-candles-sink",
                lane + "-dead-letters");
    }
}
