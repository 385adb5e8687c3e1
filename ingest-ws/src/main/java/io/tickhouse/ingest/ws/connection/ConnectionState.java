package io.tickhouse.ingest.ws.connection;

import java.time.Duration;

/** Where a connection stands. A link is one socket of it; while it rotates it has two. */
public sealed interface ConnectionState {
    /** Not begun. */
    record Idle() implements ConnectionState {}

    /** Being opened, for the n-th time in a row without good data between. */
    record Connecting(int attempt) implements ConnectionState {}

    /**
     * Open; channels are being asked for.
     *
     * @param outstanding answers that have not come yet; 0 when all channels are granted and data is awaited
     */
    record Subscribing(String link, int outstanding) implements ConnectionState {}

    /** Good data comes. */
    record Live(String link) implements ConnectionState {}

    /** Open, but no good data for too long: it will be given up. */
    record Stale(String link, String why) implements ConnectionState {}

    /** Ended for that reason; the next attempt comes after the delay. */
    record BackingOff(String why, Duration delay) implements ConnectionState {}

    /** Live, while another link is made ready to take its place. */
    record Rotating(String link, String why) implements ConnectionState {}

    /** Ended because the capture stops. */
    record Closed() implements ConnectionState {}
}
