package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.ConnectionPlan;
import io.tickhouse.ingest.ws.connection.ConnectionState;
import io.tickhouse.ingest.ws.connection.Connections;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.market.FeedState;
import io.tickhouse.service.admin.Health;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connection's state means for the feeds it carries; a feed that is silent is subscribed anew. */
final class ConnectionDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionDesk.class);

    private final String venue;
    private final StatusReporter statuses;
    private final CaptureMeters meters;
    private final Health health;
    private final String part;
    private final Feeds feeds;
    private final Connections connections;
    private final Map<Feed, List<Subscription>> channels = new LinkedHashMap<>();
    private final Map<String, ConnectionState> states = new LinkedHashMap<>();

    /** @param part begins the connections' names in the service's health */
    ConnectionDesk(
            String venue,
            String part,
            Feeds feeds,
            Connections connections,
            StatusReporter statuses,
            CaptureMeters meters,
            Health health) {
        this.venue = venue;
        this.part = part;
        this.feeds = feeds;
        this.connections = connections;
        this.statuses = statuses;
        this.meters = meters;
        this.health = health;
    }

    /** Carries these channels from now on, those among them that were carried before without a break. */
    void carry(Collection<Subscription> wanted) {
        Set<Subscription> before = new LinkedHashSet<>();
        channels.values().forEach(before::addAll);
        Set<Subscription> now = new LinkedHashSet<>(wanted);
        channels.clear();
        for (Subscription channel : now) {
            Feed feed = feeds.of(channel.type(), channel.symbol());
            if (feed != null) {
                channels.computeIfAbsent(feed, some -> new ArrayList<>()).add(channel);
            }
        }
        Set<Subscription> leave = new LinkedHashSet<>(before);
        leave.removeAll(now);
        now.removeAll(before);
        connections.change(leave, now);
        for (ConnectionKeeper keeper : connections.all()) {
            if (!states.containsKey(keeper.plan().name())) {
                states.put(keeper.plan().name(), new ConnectionState.Idle());
                health.down(part(keeper.plan()), "not begun");
            }
        }
        now.forEach(this::link);
    }

    /** A channel on a running link has data before it is granted. */
    private void link(Subscription channel) {
        Feed feed = feeds.of(channel.type(), channel.symbol());
        if (feed != null && feed.state == FeedState.UNKNOWN) {
            connections
                    .keeper(channel)
                    .map(keeper -> states.get(keeper.plan().name()))
                    .ifPresent(state -> feed.link = state.linkId());
        }
    }

    private String part(ConnectionPlan plan) {
        return part + " " + plan.name();
    }

    /** The feeds that a connection carries. */
    Set<Feed> feeds(ConnectionPlan plan) {
        return feeds(connections.channels(plan));
    }

    private Set<Feed> feeds(Collection<Subscription> carried) {
        Set<Feed> found = new LinkedHashSet<>();
        for (Subscription channel : carried) {
            Feed feed = feeds.of(channel.type(), channel.symbol());
            if (feed != null) {
                found.add(feed);
            }
        }
        return found;
    }

    /** The capture has ended; its connections are no part of the service's health any more. */
    void forget() {
        states.keySet().forEach(name -> health.forget(part + " " + name));
    }

    /** How each connection stands. */
    List<CaptureView.Link> links() {
        return states.entrySet().stream()
                .map(entry -> new CaptureView.Link(
                        entry.getKey(),
                        entry.getValue().getClass().getSimpleName(),
                        entry.getValue().detail()))
                .toList();
    }

    /** Channels that were asked for on a running link are granted. */
    void granted(ConnectionPlan plan, String link, List<Subscription> granted) {
        Set<Subscription> carried = connections.channels(plan);
        long now = System.nanoTime();
        for (Feed feed : feeds(granted.stream().filter(carried::contains).toList())) {
            if (feed.state == FeedState.UNKNOWN) {
                feed.link = link;
                feed.hasData(now);
                statuses.enter(feed, FeedState.CONNECTED, null);
            }
        }
    }

    void changed(ConnectionPlan plan, ConnectionState state) {
        ConnectionState before = states.put(plan.name(), state);
        meters.connection(state.getClass().getSimpleName());
        LOG.atInfo()
                .addKeyValue("venue", venue)
                .addKeyValue("connection", plan.name())
                .log("connection: {}", state);
        Set<Feed> feeds = feeds(plan);
        if (feeds.isEmpty() && state instanceof ConnectionState.Closed) {
            // the last channel has left it
            states.remove(plan.name());
            health.forget(part(plan));
            return;
        }
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
                // the first data may have come before the last answer, and not all may be granted
                if (feed.refusedOn.equals(link)) {
                    continue;
                }
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

    /** The venue does not grant a channel: it is asked for again as if it were silent, since symbols come and go. */
    void refused(Subscription channel, String link, String cause) {
        Feed feed = feeds.of(channel.type(), channel.symbol());
        LOG.atWarn()
                .addKeyValue("venue", venue)
                .addKeyValue("symbol", channel.symbol())
                .addKeyValue("channel", channel.channel())
                .log("a channel was refused: {}", cause);
        if (feed != null) {
            feed.link = link;
            feed.refusedOn = link;
            feed.hasData(System.nanoTime());
            statuses.enter(feed, FeedState.STALE, "refused: " + cause);
        }
    }

    /** Subscribes a feed's channels anew. */
    void renew(Feed feed) {
        for (Subscription channel : channels.getOrDefault(feed, List.of())) {
            meters.renewals.increment();
            connections.keeper(channel).ifPresent(keeper -> keeper.renew(channel));
        }
    }

    /** Looks for feeds that are silent though their connection is not. */
    void sweep(long now) {
        for (Feed feed : channels.keySet()) {
            boolean up = feed.state == FeedState.LIVE
                    || feed.state == FeedState.CONNECTED
                    || feed.state == FeedState.ROTATED
                    || feed.state == FeedState.STALE
                    || feed.state == FeedState.RESYNC;
            boolean refused = feed.refusedOn.equals(feed.link) && !feed.link.isEmpty();
            if (up && (refused || !feed.type.mayBeSilent()) && feed.isSilent(now)) {
                if (feed.state != FeedState.STALE) {
                    statuses.enter(feed, FeedState.STALE, "silent while the connection is up");
                }
                feed.waitLonger(now);
                renew(feed);
            }
        }
    }
}
