package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a connection, and what is known of it: answers still due, when good data last came, whether the venue is
 * about to leave. What is read from its frames is told back here by the capturing thread. Thread-safe.
 */
public final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final String id;
    private final long opened = System.nanoTime();
    private final Map<String, Integer> due = new ConcurrentHashMap<>();
    private volatile @Nullable VenueSocket socket;
    private volatile @Nullable String refusal;
    private volatile @Nullable String leaving;
    private volatile long lastGood = opened;
    private volatile boolean good;

    /** A link that is not open yet. */
    Link(String id) {
        this.id = id;
    }

    /** Names the link among all of all captures; feed status carries it. */
    public String id() {
        return id;
    }

    void open(URI address, Duration timeout, Inbox inbox, InstantSource clock) throws IOException {
        socket = VenueSocket.open(
                address, timeout, text -> inbox.put(new Inbound.Frame(this, text, clock.instant(), System.nanoTime())));
    }

    void send(String text) throws IOException {
        VenueSocket current = socket;
        if (current == null) {
            throw new IOException("the socket is not open");
        }
        current.send(text);
    }

    /** Sends a request and expects its answers. */
    void ask(Request request) throws IOException {
        due.put(request.id(), request.answers());
        send(request.text());
    }

    /** Answers that have not come yet. */
    int outstanding() {
        return due.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Ids of requests that have not been answered. */
    String unanswered() {
        return String.join(", ", due.keySet());
    }

    /** One answer to a request has come: it is granted. */
    public void acknowledged(String requestId) {
        due.computeIfPresent(requestId, (id, answers) -> answers > 1 ? answers - 1 : null);
    }

    /** A request is not granted; without an id, one of those that are due. */
    public void refused(String requestId, String cause) {
        refusal = (requestId.isEmpty() ? "a request" : "request " + requestId) + " was refused: " + cause;
        due.remove(requestId);
    }

    /** Why a request was refused, once; empty when none was since. */
    Optional<String> takeRefusal() {
        Optional<String> taken = Optional.ofNullable(refusal);
        refusal = null;
        return taken;
    }

    /** Good data has come: a record or an update of a book, no heartbeat and no answer. */
    public void good(long nanos) {
        lastGood = nanos;
        good = true;
    }

    boolean isGood() {
        return good;
    }

    Duration sinceGood() {
        return Duration.ofNanos(System.nanoTime() - lastGood);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - opened);
    }

    /** The venue says that it will cut the connection. */
    public void leaving(String why) {
        leaving = why;
    }

    Optional<String> leaving() {
        return Optional.ofNullable(leaving);
    }

    /** Why it ended; empty if it has not within that time. */
    Optional<String> awaitEnd(Duration atMost) throws InterruptedException {
        VenueSocket current = socket;
        return current == null ? Optional.of("never opened") : current.awaitEnd(atMost);
    }

    void close() {
        VenueSocket current = socket;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).addKeyValue("link", id).log("a socket did not close in order");
            }
        }
    }
}
