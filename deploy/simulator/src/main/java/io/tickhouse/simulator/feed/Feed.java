package io.tickhouse.simulator.feed;

/** Events in the order of their time, which somebody else makes pass. */
public interface Feed {
    /** The moment of {@link #next()} when nothing more will ever happen. */
    long NEVER = Long.MAX_VALUE;

    /** When something happens next, in microseconds since the epoch, UTC; {@link #NEVER} at the end. */
    long next();

    /** Makes happen what happens {@link #next()}. */
    void step();

    /**
     * Makes so many messages or more come at once, as in a moment of panic: on each such stream of a market, on all such
     * streams together of a recording.
     *
     * @param streams tells by its name, for instance {@code btcusdt@trade}, whether a stream is meant
     */
    void burst(java.util.function.Predicate<String> streams, int messages);
}
