package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.ConnectionPlan;
import io.tickhouse.ingest.ws.connection.ConnectionState;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.market.FeedState;
import io.tickhouse.service.admin.Health;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connection's state means for the feeds it carries; a feed that is silent is subscribed anew. */
final class ConnectionDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionDesk.class);

    private record Carried(ConnectionKeeper keeper, Subscription channel) {}

    private final String venue;
    private final StatusReporter statuses;
    private final CaptureMeters meters;
    private final Health health;
    private final Map<String, Set<Feed>> feedsOf = new HashMap<>();
    private final Map<Feed, List<Carried>> carriers = new HashMap<>();
    private final Map<String, ConnectionState> states = new HashMap<>();

    ConnectionDesk(
            String venue,
            Feeds feeds,
            List<ConnectionKeeper> keepers,
            StatusReporter statuses,
            CaptureMeters meters,
            Health health) {
        this.venue = venue;
        this.statuses = statuses;
        this.meters = meters;
        this.health = health;
        for (ConnectionKeeper keeper : keepers) {
            Set<Feed> carried = new LinkedHashSet<>();
            for (Subscription channel : keeper.plan().channels()) {
                Feed feed = feeds.of(channel.type(), channel.symbol());
                if (feed != null) {
                    carried.add(feed);
                    carriers.computeIfAbsent(feed, some -> new ArrayList<>()).add(new Carried(keeper, channel));
                }
            }
            feedsOf.put(keeper.plan().name(), carried);
            health.down(part(keeper.plan()), "not begun");
        }
    }

    private String part(ConnectionPlan plan) {
        return venue + " " + plan.name();
    }

    /** The feeds that a connection carries. */
    Set<Feed> feeds(ConnectionPlan plan) {
        return feedsOf.getOrDefault(plan.name(), Set.of());
    }

    /** True while every connection is live. */
    boolean allLive() {
        return feedsOf.keySet().stream()
                .allMatch(name -> states.get(name) instanceof ConnectionState.Live
                        || states.get(name) instanceof ConnectionState.Rotating);
    }

    void changed(ConnectionPlan plan, ConnectionState state) {
        ConnectionState before = states.put(plan.name(), state);
        meters.connection(state.getClass().getSimpleName());
        LOG.atInfo()
                .addKeyValue("venue", venue)
                .addKeyValue("connection", plan.name())
                .log("connection: {}", state);
        Set<Feed> feeds = feeds(plan);
        switch (state) {
            case ConnectionState.Idle _ -> health.down(part(plan), "not begun");
            case ConnectionState.Connecting(int attempt) -> health.down(part(plan), "connecting, attempt " + attempt);
            case ConnectionState.Subscribing(String link, int outstanding) ->
                subscribing(plan, feeds, link, outstanding);
            case ConnectionState.Live(String link) -> {
                health.up(part(plan));
                if (before instanceof ConnectionState.Rotating(String old, String why) && !old.equals(link)) {
                    rotated(feeds, link, why);
                }
            }
            case ConnectionState.Stale(String _, String why) -> {
                health.down(part(plan), why);
                feeds.forEach(feed -> statuses.enter(feed, FeedState.STALE, why));
            }
            case ConnectionState.BackingOff(String why, var _) -> disconnected(plan, feeds, why);
            case ConnectionState.Rotating _ -> {
                // goes on by its old link
            }
            case ConnectionState.Closed _ -> disconnected(plan, feeds, "the capture ends");
        }
    }

    private void subscribing(ConnectionPlan plan, Set<Feed> feeds, String link, int outstanding) {
        health.down(part(plan), outstanding > 0 ? "subscribing" : "subscribed, no record yet");
        if (outstanding == 0) {
            long now = System.nanoTime();
            for (Feed feed : feeds) {
                // the first data may have come before the last answer
                if (feed.state != FeedState.LIVE || !feed.link.equals(link)) {
                    feed.link = link;
                    feed.hasData(now);
                    statuses.enter(feed, FeedState.CONNECTED, null);
                }
            }
        } else {
            feeds.forEach(feed -> feed.link = link);
        }
    }

    private void rotated(Set<Feed> feeds, String link, String why) {
        for (Feed feed : feeds) {
            feed.link = link;
            statuses.enter(feed, FeedState.ROTATED, why);
        }
    }

    private void disconnected(ConnectionPlan plan, Set<Feed> feeds, String why) {
        health.down(part(plan), why);
        for (Feed feed : feeds) {
            feed.forgetTickers();
            // one status for all attempts that fail for the same reason
            if (feed.state != FeedState.DISCONNECTED || !why.equals(feed.whyDisconnected)) {
                feed.whyDisconnected = why;
                statuses.enter(feed, FeedState.DISCONNECTED, why);
            }
        }
    }

    /** Subscribes a feed's channels anew. */
    void renew(Feed feed) {
        for (Carried carried : carriers.getOrDefault(feed, List.of())) {
            meters.renewals.increment();
            carried.keeper().renew(carried.channel());
        }
    }

    /** Looks for feeds that are silent though their connection is not. */
    void sweep(long now) {
        for (Feed feed : carriers.keySet()) {
            boolean up = feed.state == FeedState.LIVE
                    || feed.state == FeedState.CONNECTED
                    || feed.state == FeedState.ROTATED
                    || feed.state == FeedState.STALE
                    || feed.state == FeedState.RESYNC;
            // of liquidations there may be none for days
            if (up && feed.type != DataType.LIQUIDATIONS && feed.isSilent(now)) {
                if (feed.state != FeedState.STALE) {
                    statuses.enter(feed, FeedState.STALE, "silent while the connection is up");
                }
                feed.waitLonger(now);
                renew(feed);
            }
        }
    }
}
