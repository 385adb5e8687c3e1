package io.tickhouse.simulator.exchange.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of fault of a live venue. */
public enum LiveFaultKind {
    DROP(Target.MESSAGE, Argument.NONE, "", "the message is not sent"),
    DUPLICATE(Target.MESSAGE, Argument.NONE, "", "the message is sent twice"),
    REORDER(Target.MESSAGE, Argument.NONE, "", "the message is sent after the stream's next one"),
    DELAY(Target.MESSAGE, Argument.REQUIRED, "MILLIS", "the message, and the stream behind it, come MILLIS later"),
    SILENCE(
            Target.MESSAGE,
            Argument.OPTIONAL,
            "SECONDS",
            "nothing is sent, pings go on; for SECONDS or until it is ended"),
    MALFORMED(Target.MESSAGE, Argument.NONE, "", "the message is a whole frame of half its text"),
    ALTERED(Target.MESSAGE, Argument.NONE, "", "the first digit behind the message's first point is another one"),
    HALF_FRAME(Target.MESSAGE, Argument.NONE, "", "half the frame is sent, then the connection is aborted"),
    FRAGMENTS(Target.MESSAGE, Argument.NONE, "", "the message is sent in three fragments, which is allowed"),
    BURST(Target.VENUE, Argument.REQUIRED, "MESSAGES", "MESSAGES of the stream come at once"),
    CLOSE(Target.CONNECTION, Argument.REQUIRED, "CODE", "the connection is closed with CODE, such as 1000 or 1001"),
    ABORT(Target.CONNECTION, Argument.NONE, "", "the connection is reset without a word, seen as 1006"),
    CUT(Target.CONNECTION, Argument.NONE, "", "the connection has reached the end of its 24 hours"),
    SERVER_SHUTDOWN(Target.CONNECTION, Argument.NONE, "", "the event serverShutdown is sent"),
    REFUSE(Target.HANDSHAKE, Argument.NONE, "", "a new connection is closed before its handshake"),
    DOWN(
            Target.VENUE,
            Argument.REQUIRED,
            "SECONDS",
            "nobody can connect and whoever is connected is cut off; PATTERN is *"),
    UNANSWERED(Target.SUBSCRIPTION, Argument.NONE, "", "the request is neither answered nor heeded"),
    REFUSED(Target.SUBSCRIPTION, Argument.NONE, "", "the request is answered with an error"),
    TOO_MANY_REQUESTS(Target.REST, Argument.REQUIRED, "SECONDS", "429, Retry-After: SECONDS"),
    BANNED(Target.REST, Argument.REQUIRED, "SECONDS", "418, Retry-After: SECONDS"),
    UNAVAILABLE(Target.REST, Argument.NONE, "", "503"),
    STALE_SNAPSHOT(Target.REST, Argument.NONE, "", "a book is told as it was when the market began"),
    UNLISTED(
            Target.LISTING,
            Argument.NONE,
            "",
            "the venue's list of instruments does not have the symbol, until it is ended");

    /** What a fault is about, and so what its pattern is held against. */
    public enum Target {
        /** A message to one connection; the pattern is the stream's name. */
        MESSAGE,
        /** A connection; the pattern is its path. */
        CONNECTION,
        /** A connection that is asked for; the pattern is its path. */
        HANDSHAKE,
        /** A request to subscribe; the pattern is the name of one of its streams. */
        SUBSCRIPTION,
        /** A REST request; the pattern is its path with the query. */
        REST,
        /** An instrument in the venue's list; the pattern is the symbol. */
        LISTING,
        /** The venue; done once, when the fault is added. */
        VENUE
    }

    enum Argument {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    private final Target target;
    private final Argument argument;
    private final String numberName;
    private final String help;

    LiveFaultKind(Target target, Argument argument, String numberName, String help) {
        this.target = target;
        this.argument = argument;
        this.numberName = numberName;
        this.help = help;
    }

    public Target target() {
        return target;
    }

    Argument argument() {
        return argument;
    }

    /** Whether a count may follow. */
    boolean isCounted() {
        return target != Target.VENUE && target != Target.LISTING && this != SILENCE;
    }

    /** The name on the command line: {@code half-frame}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<LiveFaultKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** {@code close:PATH:CODE[:TIMES]}. */
    String usage() {
        String pattern = switch (target) {
            case MESSAGE, SUBSCRIPTION -> "STREAM";
            case CONNECTION, HANDSHAKE, REST -> "PATH";
            case LISTING -> "SYMBOL";
            case VENUE -> this == BURST ? "STREAM" : "*";
        };
        String with = switch (argument) {
            case NONE -> "";
            case OPTIONAL -> "[:" + numberName + "]";
            case REQUIRED -> ":" + numberName;
        };
        return label() + ":" + pattern + with + (isCounted() ? "[:TIMES]" : "");
    }

    String help() {
        return help;
    }
}
