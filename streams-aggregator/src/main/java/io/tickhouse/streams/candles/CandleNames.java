package io.tickhouse.streams.candles;

/**
 * Names of one lane's parts in the topology. They name internal topics and state folders too, so they never change.
 *
 * @param source reads the trades
 * @param processor makes the candles
 * @param store keeps them
 * @param sink publishes them
 * @param liveSink publishes the open ones
 * @param facts takes what is known of the trades
 */
public record CandleNames(String source, String processor, String store, String sink, String liveSink, String facts) {
    /** @param facts the node that takes facts */
    static CandleNames of(String lane, String facts) {
        return new CandleNames(
                lane + "-trades",
                lane + "-candles",
                lane + "-candles-store",
                lane + "-candles-sink",
                lane + "-open-candles-sink",
                facts);
    }
}
