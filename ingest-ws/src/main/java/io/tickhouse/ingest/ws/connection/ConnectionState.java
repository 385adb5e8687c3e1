package io.tickhouse.ingest.ws.connection;

import java.time.Duration;

/** Where a connection stands. */
public sealed interface ConnectionState {
    /** Being opened, for the n-th time in a row without good data between. */
    record Connecting(int attempt) implements ConnectionState {}

    /** Open, but no good data yet. */
    record Open() implements ConnectionState {}

    /** Good data comes. */
    record Live() implements ConnectionState {}

    /** Ended for that reason; the next attempt comes after the delay. */
    record BackingOff(String why, Duration delay) implements ConnectionState {}

    /** Ended because the service stops. */
    record Closed() implements ConnectionState {}
}
