package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.Subscription;
import java.time.Instant;
import java.util.List;

/** What the capturing thread is told, in the order it happened. */
public sealed interface Inbound {
    /**
     * One message as it came from a socket.
     *
     * @param link whose
     * @param text its text; not read yet
     * @param receiveTime when it was read, by our clock
     * @param receivedNanos the same by {@link System#nanoTime}
     */
    record Frame(Link link, String text, Instant receiveTime, long receivedNanos) implements Inbound {}

    /** A connection has come to another state. */
    record Changed(ConnectionPlan plan, ConnectionState state) implements Inbound {}

    /** Channels that were asked for on a running link are granted. */
    record Granted(ConnectionPlan plan, String link, List<Subscription> channels) implements Inbound {}

    /** Something to be done by the capturing thread, such as taking the answer to a request. */
    record Task(Runnable work) implements Inbound {}
}
