package io.tickhouse.streams.coverage;

import java.util.ArrayList;
import java.util.Comparator;
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

    /**
     * A silence or a loss is told some time after it began: twice what a capture's {@code ws.stale.timeout.ms} is unless set.
     */
    private static final long LONGEST_UNTOLD = 120_000_000;

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
     * A capture listens. One that comes back by another connection without having said that it broke off was last known to
     * listen when it last said something.
     *
     * @param handedOver true when the connection took over from another one without a break
     * @return from when on more is proven now than before
     */
    public long listens(String capture, String connection, long time, boolean handedOver) {
        Listening before = listening.get(capture);
        if (before != null && (handedOver || before.connection.equals(connection))) {
            listening.put(capture, new Listening(connection, before.since, Math.max(before.heard, time)));
            return before.heard - MARGIN;
        }
        if (before != null) {
            broke(capture, before.heard);
        }
        if (listening.size() == MOST_CAPTURES) {
            listening.entrySet().stream()
                    .min(Comparator.comparingLong(each -> each.getValue().heard))
                    .ifPresent(quiet -> broke(quiet.getKey(), quiet.getValue().heard));
        }
        listening.put(capture, new Listening(connection, time, time));
        return time;
    }

    /**
     * A capture's listening broke off.
     *
     * @param until it is known to have listened until then
     * @return from when on what is proven may have changed
     */
    public long broke(String capture, long until) {
        Listening before = listening.remove(capture);
        if (before == null) {
            return Long.MAX_VALUE;
        }
        if (before.since < until) {
            ended.add(new Span(before.since, until));
            if (ended.size() > MOST_SPANS) {
                ended.removeFirst();
            }
        }
        return Math.min(before.heard, until) - MARGIN;
    }

    /** A capture heard nothing for a while, or has lost what it heard, and tells of it now. */
    public long failed(String capture, long time) {
        return broke(capture, time - LONGEST_UNTOLD);
    }

    /** True when some capture has said before the stretch that it listens and after its end that it had. */
    public boolean proves(long from, long to) {
        return listening.values().stream().anyMatch(now -> spans(now.since, now.heard, from, to))
                || ended.stream().anyMatch(span -> spans(span.since, span.until, from, to));
    }

    private static boolean spans(long since, long until, long from, long to) {
        return since + MARGIN <= from && until - MARGIN >= to;
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
