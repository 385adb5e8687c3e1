package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes feed status. What Kafka does not take is sent again until it does: an outage is data, that of Kafka as well. */
final class StatusReporter {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
    private static final int MOST_RETRIED_AT_ONCE = 200;

    private final String venue;
    private final LivePublisher publisher;
    private final InstantSource clock;
    private final Queue<FeedStatus> again = new ConcurrentLinkedQueue<>();
    private long lastMicros;

    StatusReporter(String venue, LivePublisher publisher, InstantSource clock) {
        this.venue = venue;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Puts a feed into a state and says so, unless it is in it already and there is nothing to add. */
    void enter(Feed feed, FeedState state, @Nullable String reason) {
        if (feed.state != state || reason != null) {
            feed.state = state;
            tell(feed, state, reason);
        }
    }

    /** Says something of a feed that does not change its state. */
    void note(Feed feed, String reason) {
        tell(feed, feed.state, reason);
    }

    /**
     * Says again that a feed is up: whoever hears nothing takes the capture for ended. What Kafka does not take of it is not
     * sent again, since the next word follows.
     */
    void repeat(Feed feed) {
        if (feed.state == FeedState.LIVE || feed.state == FeedState.CONNECTED) {
            FeedStatus status = status(feed, feed.state, null);
            publisher.publish(
                    Topics.FEED_STATUS,
                    feed.key,
                    status,
                    LivePublisher.UNTIMED,
                    cause -> LOG.atDebug()
                            .addKeyValue("key", feed.key)
                            .log("a repeated feed status was not published: {}", cause));
        }
    }

    private void tell(Feed feed, FeedState state, @Nullable String reason) {
        send(feed.key, status(feed, state, reason));
    }

    private FeedStatus status(Feed feed, FeedState state, @Nullable String reason) {
        return FeedStatus.newBuilder()
                .setVenue(venue)
                .setSymbol(feed.symbol)
                .setDataType(feed.type.label())
                .setState(state)
                .setReason(reason)
                .setConnectionId(feed.link)
                .setLastSequence(feed.lastSequence())
                .setEventTime(now())
                .setSource(Source.LIVE)
                .build();
    }

    /** No two at the same microsecond: the time is part of a status's identity. */
    private Instant now() {
        lastMicros = Math.max(lastMicros + 1, Times.micros(clock.instant()));
        return Times.instant(lastMicros);
    }

    private void send(String key, FeedStatus status) {
        publisher.publish(Topics.FEED_STATUS, key, status, LivePublisher.UNTIMED, _ -> again.add(status));
    }

    /** Sends again what was not taken. */
    void retry() {
        for (int i = 0; i < MOST_RETRIED_AT_ONCE; i++) {
            FeedStatus status = again.poll();
            if (status == null) {
                return;
            }
            send(Topics.key(venue, status.getSymbol()), status);
        }
    }

    /** True when nothing waits to be sent again. */
    boolean isClear() {
        return again.isEmpty();
    }
}
