package io.tickhouse.ingest.ws.connection;

import java.time.Duration;

/** Where a connection stands. A link is one socket of it; while it rotates it has two. */
public sealed interface ConnectionState {
    /** The link that data comes by; empty where there is none. */
    default String linkId() {
        return switch (this) {
            case Subscribing(String link, int _) -> link;
            case Live(String link) -> link;
            case Stale(String link, String _) -> link;
            case Rotating(String link, String _) -> link;
            case Idle _, Connecting _, BackingOff _, Closed _ -> "";
        };
    }

    /** What else there is to be said of it; may be empty. */
    default String detail() {
        return switch (this) {
            case Idle _, Closed _ -> "";
            case Connecting(int attempt) -> "attempt " + attempt;
            case Subscribing(String link, int outstanding) -> link + ", answers due: " + outstanding;
            case Live(String link) -> link;
            case Stale(String _, String why) -> why;
            case BackingOff(String why, Duration delay) -> why + "; again in " + delay.toMillis() + " ms";
            case Rotating(String _, String why) -> why;
        };
    }

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
