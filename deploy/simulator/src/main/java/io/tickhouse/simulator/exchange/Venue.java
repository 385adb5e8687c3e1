package io.tickhouse.simulator.exchange;

import io.tickhouse.simulator.feed.Feed;
import java.util.List;
import java.util.Optional;

/** A venue's protocol. Called on the exchange's own thread only. */
public interface Venue {
    /** What happens on the venue, and when. */
    Feed feed();

    /** Whether there are WebSockets at this path, such as {@code /stream}. */
    boolean hasSocketAt(String path);

    /** A client is connected: what its address subscribes to counts from now on. */
    void opened(Session session);

    /** A client has sent a text. */
    void text(Session session, String text);

    /**
     * Answers a REST request.
     *
     * @param stale whether a book is to be told as it was when the market began
     */
    RestReply answer(RestCall call, boolean stale);

    /**
     * A refusal in the venue's own words.
     *
     * @param status 418, 429 or 503
     * @param retryAfterSeconds 0 for no such header
     */
    RestReply refusal(int status, int retryAfterSeconds);

    /** What a client is told before the venue leaves; empty when this venue says nothing. */
    Optional<String> leaving(Session session, long micros);

    /** A second of our time is over for a client that is connected. */
    default void everySecond(Session session) {}

    /**
     * Whether all that will be told has a listener; while it does not, a market that waits for the first goes on waiting for a
     * while.
     */
    default boolean isHeard() {
        return true;
    }

    /** What has happened so far, for people and tests to read: one line a symbol. */
    List<String> report();

    /** Nothing will be asked any more. */
    default void end() {}
}
