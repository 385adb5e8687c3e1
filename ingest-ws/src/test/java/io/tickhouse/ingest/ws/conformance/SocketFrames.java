package io.tickhouse.ingest.ws.conformance;

import java.util.List;

/** What a venue says on a socket beside its books. */
public interface SocketFrames {
    /** All answers that grant a request. */
    List<String> acknowledgements(String request);

    /** The answer that refuses a request. */
    String refusal(String request);

    /** A trade of {@link BookFrames#SYMBOL}. */
    String trade(long id);

    /** The announcement that the venue will cut the connection; empty where it makes none. */
    List<String> leaving();
}
