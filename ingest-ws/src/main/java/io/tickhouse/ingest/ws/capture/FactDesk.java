package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Kline;
import io.tickhouse.schemas.market.Times;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records as they come: each once, in order, and what is passed over is told. */
final class FactDesk {
    private static final Logger LOG = LoggerFactory.getLogger(FactDesk.class);

    private final String venue;
    private final Feeds feeds;
    private final LivePublisher publisher;
    private final StatusReporter statuses;
    private final CaptureMeters meters;
    private final InstantSource clock;
    private final Map<String, String> lastFunding = new HashMap<>();
    private final @Nullable OpenKlines openKlines;

    /** @param tellsClosedKlines as {@link io.tickhouse.ingest.ws.venue.VenueStreams#tellsClosedKlines} */
    FactDesk(
            String venue,
            boolean tellsClosedKlines,
            Feeds feeds,
            LivePublisher publisher,
            StatusReporter statuses,
            CaptureMeters meters,
            InstantSource clock) {
        this.venue = venue;
        this.openKlines = tellsClosedKlines ? null : new OpenKlines();
        this.feeds = feeds;
        this.publisher = publisher;
        this.statuses = statuses;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Takes a record that was read off a link, or came by REST, at that time of {@link System#nanoTime}.
     *
     * @param link its id; empty for REST
     */
    void take(Message.Fact fact, String link, long nanos) {
        Feed feed = feeds.of(fact.type(), fact.symbol());
        if (feed == null) {
            meters.ignored("not asked for");
            return;
        }
        feed.received++;
        feed.hasData(nanos);
        if (feed.state != FeedState.LIVE) {
            statuses.enter(feed, FeedState.LIVE, null);
        }
        if (isOldFunding(fact)) {
            return;
        }
        if (openKlines != null && fact.value() instanceof Kline kline) {
            openKlines.closedBy(kline, link).ifPresent(closed -> publish(feed, fact.with(closed), nanos));
        }
        long before = feed.ids.highest();
        switch (feed.observe(fact, nanos)) {
            case Step.First _, Step.Next _ -> publish(feed, fact, nanos);
            case Step.Late(long found) -> {
                meters.late.increment((double) found);
                publish(feed, fact, nanos);
            }
            case Step.Gap gap -> {
                passedOver(feed, gap, before);
                publish(feed, fact, nanos);
            }
            case Step.Repeated _ -> {
                feed.repeated++;
                meters.repeated.increment();
            }
        }
    }

    private void passedOver(Feed feed, Step.Gap gap, long before) {
        feed.passedOver += gap.missing();
        meters.missing.increment((double) gap.missing());
        LOG.atWarn()
                .addKeyValue("venue", venue)
                .addKeyValue("symbol", feed.symbol)
                .addKeyValue("type", feed.type.label())
                .addKeyValue("first_missing", gap.firstMissing())
                .addKeyValue("last_missing", gap.lastMissing())
                .log("ids missing");
        statuses.note(
                feed,
                gap.missing() + " ids missing after " + before + ": " + gap.firstMissing() + " to "
                        + gap.lastMissing());
    }

    private void publish(Feed feed, Message.Fact fact, long nanos) {
        long id = fact.lastId();
        try {
            publisher.publish(
                    fact.type().topic(),
                    feed.key,
                    fact.value(),
                    nanos,
                    cause -> feed.loss.add(id, Times.micros(clock.instant()), cause));
            feed.published++;
            meters.record(fact.type());
        } catch (SerializationException e) {
            meters.rejected.increment();
            LOG.atWarn().setCause(e).addKeyValue("symbol", feed.symbol).log("a record cannot be written");
            feed.loss.add(id, Times.micros(clock.instant()), String.valueOf(e.getMessage()));
        }
    }

    /** Every answer tells the latest rates again. */
    private boolean isOldFunding(Message.Fact fact) {
        if (!(fact.value() instanceof FundingRate rate)) {
            return false;
        }
        String told = rate.getFundingTime() + " " + rate.getRate();
        if (rate.getSettled()) {
            return lastFunding.putIfAbsent(fact.symbol() + " settled " + rate.getFundingTime(), told) != null;
        }
        return told.equals(lastFunding.put(fact.symbol() + " predicted", told));
    }
}
