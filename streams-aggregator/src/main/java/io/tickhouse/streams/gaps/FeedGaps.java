package io.tickhouse.streams.gaps;

import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.GapStatus;
import io.tickhouse.schemas.market.FeedReasons;
import io.tickhouse.schemas.market.Times;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gaps in time, by what the captures say of their feeds: our outages, a venue's silence, broken books. While one capture of
 * several is live nothing is missing.
 */
final class FeedGaps {
    static final String TRADES = "trades";
    private static final int MOST_CAPTURES = 16;
    private static final int MOST_PAST = 64;

    /** Of one type: which captures are live; and the outage that lasts. */
    static final class Feed {
        final Map<String, Heard> live = new TreeMap<>();

        @Nullable
        Outage lasting;

        /** The connection whose silence is the only evidence of the outage that lasts. */
        @Nullable
        String unheard;
    }

    private final Map<String, Feed> feeds;
    /** Outages that are over and of which it is not known yet what they cost. */
    private final List<Outage> waiting;
    /** Outages of trades that are over: causes of holes. */
    private final List<Outage> past;

    FeedGaps() {
        this(Map.of(), List.of(), List.of());
    }

    /** As they were saved. */
    FeedGaps(Map<String, Feed> feeds, List<Outage> waiting, List<Outage> past) {
        this.feeds = new TreeMap<>(feeds);
        this.waiting = new ArrayList<>(waiting);
        this.past = new ArrayList<>(past);
    }

    /** Takes what a capture says. */
    void status(FeedStatus status, GapWriter out, long now) {
        String type = status.getDataType();
        Feed feed = feeds.computeIfAbsent(type, first -> new Feed());
        String connection = status.getConnectionId();
        String capture = connection.split("/", 2)[0];
        long time = Times.micros(status.getEventTime());
        switch (status.getState()) {
            case LIVE -> {
                Heard before = feed.live.get(capture);
                if (before != null && !before.connection().equals(connection)) {
                    endedWithoutAWord(feed, capture, before, type, out, now);
                } else if (before != null && status.getReason() != null) {
                    notPublished(status, time, out, now);
                }
                live(feed, capture, connection, time, status.getLastSequence());
                if (connection.equals(feed.unheard)) {
                    heardAfterAll(feed, time, out, now);
                }
                end(feed, time, out, now);
            }
            case CONNECTED -> {
                Heard before = feed.live.get(capture);
                if (before != null && !before.connection().equals(connection)) {
                    endedWithoutAWord(feed, capture, before, type, out, now);
                }
            }
            case ROTATED -> live(feed, capture, connection, time, status.getLastSequence());
            case STALE -> down(feed, capture, "SILENCE", status, out, now);
            case RESYNC -> down(feed, capture, "BROKEN_BOOK", status, out, now);
            case DISCONNECTED -> {
                if (FeedReasons.DELISTED.equals(status.getReason())) {
                    delisted(feed, capture, time, out, now);
                } else {
                    down(feed, capture, "OUTAGE", status, out, now);
                }
            }
            case UNKNOWN -> {
                // a state of a later version says nothing here
            }
        }
    }

    private static void live(Feed feed, String capture, String connection, long time, @Nullable Long lastId) {
        Heard before = feed.live.get(capture);
        if (before != null) {
            feed.live.put(capture, before.again(connection, time, lastId));
        } else if (feed.live.size() < MOST_CAPTURES) {
            feed.live.put(capture, new Heard(connection, time, time, lastId));
        }
    }

    /**
     * Takes captures that should have said by now that they are live for ended, since when they last said so.
     *
     * @param patience microseconds
     * @param now milliseconds since 1970-01-01T00:00:00Z; nothing that was said before it waits to be read
     * @return whether there was one
     */
    boolean missWords(long patience, GapWriter out, long now) {
        boolean missed = false;
        for (Map.Entry<String, Feed> entry : feeds.entrySet()) {
            Feed feed = entry.getValue();
            for (Map.Entry<String, Heard> each : List.copyOf(feed.live.entrySet())) {
                if (now * 1_000 - each.getValue().at() > patience) {
                    missed = true;
                    endedWithoutAWord(feed, each.getKey(), each.getValue(), entry.getKey(), out, now);
                    feed.unheard = feed.lasting == null ? null : each.getValue().connection();
                }
            }
        }
        return missed;
    }

    /** Its words were only late, as when Kafka was away. */
    private static void heardAfterAll(Feed feed, long time, GapWriter out, long now) {
        Outage lasting = feed.lasting;
        feed.unheard = null;
        if (lasting != null) {
            feed.lasting = null;
            out.write(
                    lasting.ended(time).about(),
                    GapStatus.EXPLAINED,
                    "the capture had gone on by the same connection; its word of it came late",
                    now);
        }
    }

    /** A capture is no more, and what it last said is the last that is known of it. */
    private void endedWithoutAWord(Feed feed, String capture, Heard last, String type, GapWriter out, long now) {
        feed.live.remove(capture);
        if (feed.lasting != null) {
            return;
        }
        OptionalLong others =
                feed.live.values().stream().mapToLong(Heard::since).min();
        if (others.isPresent() && others.getAsLong() <= last.at()) {
            return;
        }
        begin(
                feed,
                new Outage(type + ":since-" + last.at(), type, "OUTAGE", last.at(), null, last.lastId(), now),
                "the capture ended without a word; this is when it was last heard of",
                out,
                now);
        if (others.isPresent()) {
            end(feed, others.getAsLong(), out, now);
        }
    }

    private void down(Feed feed, String capture, String cause, FeedStatus status, GapWriter out, long now) {
        boolean was = feed.live.remove(capture) != null;
        Outage lasting = feed.lasting;
        if (lasting == null && was && feed.live.isEmpty()) {
            long from = Times.micros(status.getEventTime());
            String type = status.getDataType();
            Outage outage = new Outage(type + ":since-" + from, type, cause, from, null, status.getLastSequence(), now);
            begin(feed, outage, status.getReason(), out, now);
        } else if (lasting != null && lasting.cause().equals("SILENCE") && cause.equals("OUTAGE")) {
            // silent since the connection was lost
            feed.lasting = lasting.by(cause);
            out.write(feed.lasting.about(), GapStatus.OPEN, status.getReason(), now);
        }
    }

    /** There is nothing to be missed any more; a silence before it was the venue's. */
    private static void delisted(Feed feed, String capture, long time, GapWriter out, long now) {
        feed.live.remove(capture);
        Outage lasting = feed.lasting;
        if (lasting != null && lasting.cause().equals("SILENCE")) {
            feed.lasting = null;
            feed.unheard = null;
            out.write(
                    lasting.ended(time).about(), GapStatus.EXPLAINED, "the venue no longer lists the instrument", now);
        }
    }

    private static void begin(Feed feed, Outage outage, @Nullable String why, GapWriter out, long now) {
        if (Afterwards.of(outage.dataType(), outage.lastId() != null) != Afterwards.NOTHING) {
            feed.lasting = outage;
            out.write(outage.about(), GapStatus.OPEN, why, now);
        }
    }

    private void end(Feed feed, long time, GapWriter out, long now) {
        Outage lasting = feed.lasting;
        if (lasting == null) {
            return;
        }
        feed.lasting = null;
        feed.unheard = null;
        Outage over = lasting.ended(time);
        switch (Afterwards.of(over.dataType(), over.lastId() != null)) {
            case IDS -> {
                past.add(over);
                if (past.size() > MOST_PAST) {
                    past.removeFirst();
                }
                waiting.add(over);
                out.write(over.about(), GapStatus.OPEN, null, now);
            }
            case PROOF -> {
                waiting.add(over);
                out.write(over.about(), GapStatus.OPEN, null, now);
            }
            case LOST -> lost(over, out, now);
            case NOTHING -> {
                // was not told either
            }
        }
    }

    private static void lost(Outage over, GapWriter out, long now) {
        boolean book = over.dataType().equals("l2") || over.dataType().equals("l2-deltas");
        if (book && over.cause().equals("SILENCE")) {
            out.write(
                    over.about(),
                    GapStatus.EXPLAINED,
                    "the book's updates went on without a break: nothing was sent meanwhile",
                    now);
        } else {
            out.write(
                    over.about(), GapStatus.UNRECOVERABLE, "no venue offers " + over.dataType() + " of the past", now);
        }
    }

    private void notPublished(FeedStatus status, long time, GapWriter out, long now) {
        String type = status.getDataType();
        Afterwards afterwards = Afterwards.of(type, status.getLastSequence() != null);
        if (afterwards == Afterwards.IDS || afterwards == Afterwards.NOTHING) {
            return;
        }
        Outage loss = new Outage(type + ":at-" + time, type, "NOT_PUBLISHED", time, time, null, now);
        if (afterwards == Afterwards.PROOF) {
            waiting.add(loss);
        }
        out.write(
                loss.about(),
                afterwards == Afterwards.PROOF ? GapStatus.OPEN : GapStatus.UNRECOVERABLE,
                status.getReason(),
                now);
    }

    /** Ids follow on across an outage: nothing was missed. */
    void covered(long first, long last, GapWriter out, long now) {
        for (Iterator<Outage> each = waiting.iterator(); each.hasNext(); ) {
            Outage outage = each.next();
            Long before = outage.lastId();
            if (outage.dataType().equals(TRADES) && before != null && first <= before && before < last) {
                each.remove();
                out.write(
                        outage.about(),
                        GapStatus.EXPLAINED,
                        outage.cause().equals("SILENCE")
                                ? "ids follow on across the silence: the venue traded nothing, in a quiet market or a halt"
                                : "ids follow on across the outage: nothing is missing",
                        now);
            }
        }
    }

    /** The outage of trades that a hole belongs to, which becomes one gap with it. */
    Optional<Outage> claim(long from, long to) {
        for (Iterator<Outage> each = waiting.iterator(); each.hasNext(); ) {
            Outage outage = each.next();
            if (outage.dataType().equals(TRADES) && outage.lastId() != null && outage.overlaps(from, to)) {
                each.remove();
                return Optional.of(outage);
            }
        }
        Feed feed = feeds.get(TRADES);
        Outage lasting = feed == null ? null : feed.lasting;
        // its end may be told a moment later than the trades behind it
        if (feed != null && lasting != null && lasting.lastId() != null && lasting.overlaps(from, to)) {
            feed.lasting = null;
            feed.unheard = null;
            past.add(lasting.ended(to));
            return Optional.of(lasting);
        }
        return Optional.empty();
    }

    /** Why ids of that time are missing. */
    String cause(long from, long to) {
        return past.stream().anyMatch(outage -> outage.overlaps(from, to)) ? "OUTAGE" : "MISSING_IDS";
    }

    /** A stretch is proven complete. */
    void proven(String dataType, long from, long to, GapWriter out, long now) {
        for (Iterator<Outage> each = waiting.iterator(); each.hasNext(); ) {
            Outage outage = each.next();
            Long start = outage.from();
            Long end = outage.to();
            if (outage.dataType().equals(dataType) && start != null && end != null && from <= start && end <= to) {
                each.remove();
                out.write(outage.about(), GapStatus.REPAIRED, null, now);
            }
        }
    }

    Map<String, Feed> feeds() {
        return feeds;
    }

    List<Outage> waiting() {
        return waiting;
    }

    List<Outage> past() {
        return past;
    }
}
