package io.tickhouse.ingest.ws.conformance;

import io.tickhouse.ingest.ws.venue.Subscription;
import java.util.List;

/** What a venue says on a socket beside its books. */
public interface SocketFrames {
    /** All answers that grant a request. */
    List<String> acknowledgements(String request);

    /** The answer that refuses a request. */
    String refusal(String request);

    /** True when a request asks for a channel. */
    boolean asksFor(String request, Subscription channel);

    /** A trade of {@link BookFrames#SYMBOL}. */
    String trade(long id);

    /** The announcement that the venue will cut the connection; empty where it makes none. */
    List<String> leaving();
}
