package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.Request;
import io.tickhouse.ingest.ws.venue.Subscription;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
    private final Map<String, Due> due = new ConcurrentHashMap<>();
    private volatile @Nullable VenueSocket socket;
    private volatile String target = "";
    private volatile @Nullable String refusal;
    private volatile @Nullable String leaving;
    private volatile long lastFrame = opened;
    /** While a frame is handed over, which takes as long as the capturing thread is behind. */
    private volatile boolean handingOver;

    private volatile long lastGood = opened;
    private volatile boolean good;
    private volatile boolean granted;

    /** A request and how many of its answers have not come yet. */
    private record Due(Request request, int answers) {}

    /** A link that is not open yet. */
    Link(String id) {
        this.id = id;
    }

    /** Names the link among all of all captures; feed status carries it. */
    public String id() {
        return id;
    }

    /** Path and query it was opened at, such as {@code /stream?timeUnit=MICROSECOND}; empty before it is opened. */
    public String target() {
        return target;
    }

    void open(URI address, Duration timeout, Inbox inbox, InstantSource clock) throws IOException {
        target = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        socket = VenueSocket.open(address, timeout, text -> {
            handingOver = true;
            inbox.put(new Inbound.Frame(this, text, clock.instant(), System.nanoTime()));
            lastFrame = System.nanoTime();
            handingOver = false;
        });
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
        due.put(request.id(), new Due(request, request.answers()));
        send(request.text());
    }

    /** Answers that have not come yet. */
    int outstanding() {
        return due.values().stream().mapToInt(Due::answers).sum();
    }

    /** Ids of requests that have not been answered. */
    String unanswered() {
        return String.join(", ", due.keySet());
    }

    /** One answer to a request has come: it is granted. */
    public void acknowledged(String requestId) {
        granted = true;
        answered(requestId);
    }

    private void answered(String requestId) {
        due.computeIfPresent(
                requestId, (id, left) -> left.answers() > 1 ? new Due(left.request(), left.answers() - 1) : null);
    }

    /**
     * A request is not granted; without an id, one of those that are due. Where it is not granted for one symbol alone the
     * others go on, unless there are none.
     *
     * @param symbol as in {@link io.tickhouse.ingest.ws.venue.Message.Refused}
     * @return the channels that are refused while others may be granted
     */
    public List<Subscription> refused(String requestId, String symbol, String cause) {
        Due request = due.get(requestId);
        String words = (requestId.isEmpty() ? "a request" : "request " + requestId) + " was refused: " + cause;
        if (symbol.isEmpty() || request == null) {
            refusal = words;
            due.remove(requestId);
            return List.of();
        }
        if (!granted && outstanding() == 1) {
            refusal = words; // told before the last answer is counted: nothing was granted
        }
        answered(requestId);
        return request.request().channels().stream()
                .filter(channel -> channel.symbol().equals(symbol))
                .toList();
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

    /** How long nothing at all has come. */
    Duration sinceFrame() {
        return handingOver ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastFrame);
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
