package io.tickhouse.streams.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When an instrument's trades were listened to without a break, by what the captures said of their feeds: the proof of
 * completeness where a venue's ids prove nothing. Several captures of one instrument vouch for each other's breaks. Times are
 * microseconds since 1970-01-01T00:00:00Z.
 */
public final class FeedProof {
    /** The captures' clocks and the venue's may differ by so much, and a trade may be on its way for so long. */
    public static final long MARGIN = 2_000_000;

    private static final int MOST_SPANS = 256;
    private static final int MOST_CAPTURES = 16;

    /** A stretch without a break, its end excluded. */
    public record Span(long since, long until) {}

    /**
     * A capture that is listening.
     *
     * @param connection by which connection
     * @param heard when it last said so
     */
    public record Listening(String connection, long since, long heard) {}

    private final Map<String, Listening> listening = new HashMap<>();
    private final List<Span> ended = new ArrayList<>();

    public FeedProof() {}

    /** As it was saved. */
    public FeedProof(Map<String, Listening> listening, List<Span> ended) {
        this.listening.putAll(listening);
        this.ended.addAll(ended);
    }

    /**
     * A capture listens.
     *
     * @param handedOver true when the connection took over from another one without a break
     * @return from when on what was held for proven is not: a capture that comes back by another connection without having
     *     said that it broke off was last known to listen when it last said something; {@link Long#MAX_VALUE} for never
     */
    public long listens(String capture, String connection, long time, boolean handedOver) {
        Listening before = listening.get(capture);
        if (before != null && (handedOver || before.connection.equals(connection))) {
            listening.put(capture, new Listening(connection, before.since, time));
            return Long.MAX_VALUE;
        }
        long doubtful = before == null ? Long.MAX_VALUE : broke(capture, before.heard);
        if (listening.size() < MOST_CAPTURES) {
            listening.put(capture, new Listening(connection, time, time));
        }
        return doubtful;
    }

    /** A capture's listening broke off; gives the moment from which what was held for proven by it is not. */
    public long broke(String capture, long time) {
        Listening before = listening.remove(capture);
        if (before == null) {
            return Long.MAX_VALUE;
        }
        if (before.since < time) {
            ended.add(new Span(before.since, time));
            if (ended.size() > MOST_SPANS) {
                ended.removeFirst();
            }
        }
        return time - MARGIN;
    }

    /** True when some capture listened from before the stretch to after its end, or from before it until now. */
    public boolean proves(long from, long to) {
        return listening.values().stream().anyMatch(now -> now.since + MARGIN <= from)
                || ended.stream().anyMatch(span -> span.since + MARGIN <= from && span.until - MARGIN >= to);
    }

    /** The captures that are listening, by name. */
    public Map<String, Listening> listening() {
        return listening;
    }

    /** Stretches that are over. */
    public List<Span> ended() {
        return ended;
    }
}
