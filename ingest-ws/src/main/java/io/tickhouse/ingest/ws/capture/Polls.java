package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.market.FeedState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks regularly for what does not come over sockets, and for the venue's clock. */
final class Polls {
    private static final Logger LOG = LoggerFactory.getLogger(Polls.class);
    private static final Duration CLOCK_EVERY = Duration.ofMinutes(1);
    /** The first one of a process takes far longer than those after it. */
    private static final int CLOCK_QUESTIONS = 4;

    /** What comes by no link. */
    private static final String BY_REST = "";

    private final VenueRest rest;
    private CaptureSettings settings;
    private final Fetcher fetcher;
    private final Timetable timetable;
    private final Feeds feeds;
    private final FactDesk facts;
    private final StatusReporter statuses;
    private final CaptureMeters meters;
    private final Map<Question, Asked> current = new HashMap<>();

    /** What makes a poll the same in another selection. */
    private record Question(DataType type, RestRequest request) {}

    /** A question that is asked now and then; its answers are read for the selection of the moment. */
    private static final class Asked {
        Poll poll;

        Asked(Poll poll) {
            this.poll = poll;
        }
    }

    Polls(
            VenueRest rest,
            CaptureSettings settings,
            Fetcher fetcher,
            Timetable timetable,
            Feeds feeds,
            FactDesk facts,
            StatusReporter statuses,
            CaptureMeters meters) {
        this.rest = rest;
        this.settings = settings;
        this.fetcher = fetcher;
        this.timetable = timetable;
        this.feeds = feeds;
        this.facts = facts;
        this.statuses = statuses;
        this.meters = meters;
    }

    /** Asks for the venue's clock, and goes on doing so. */
    void begin() {
        askClock();
        timetable.every(CLOCK_EVERY, System.nanoTime(), this::askClock);
    }

    /** Asks for what is new in a selection, goes on doing so, and no longer asks for what is not wanted any more. */
    void adopt(CaptureSettings next) {
        settings = next;
        Map<Question, Asked> before = Map.copyOf(current);
        current.clear();
        for (Poll poll : rest.polls(settings.selection())) {
            Question question = new Question(poll.type(), poll.request());
            Asked known = before.get(question);
            Asked asked = known == null ? new Asked(poll) : known;
            boolean others = !asked.poll.symbols().equals(poll.symbols());
            asked.poll = poll;
            current.put(question, asked);
            if (known == null || others) {
                ask(poll);
            }
            if (known == null) {
                // spread over the period, so that not all are asked for at once
                askAgain(
                        question,
                        asked,
                        Duration.ofNanos(RandomGenerator.getDefault()
                                .nextLong(every(poll).toNanos())));
            }
        }
    }

    private Duration every(Poll poll) {
        return poll.type() == DataType.INSTRUMENTS ? settings.instrumentsEvery() : settings.pollEvery();
    }

    private void askAgain(Question question, Asked asked, Duration delay) {
        timetable.after(delay, System.nanoTime(), () -> {
            if (current.get(question) == asked) {
                ask(asked.poll);
                askAgain(question, asked, every(asked.poll));
            }
        });
    }

    private void ask(Poll poll) {
        fetcher.fetch(poll.request(), answer -> take(poll, answer), cause -> {
            meters.restFailures.increment();
            LOG.atWarn().addKeyValue("type", poll.type().label()).log("a poll failed: {}", cause);
            for (String symbol : poll.symbols()) {
                Feed feed = feeds.of(poll.type(), symbol);
                if (feed != null && feed.state != FeedState.STALE) {
                    statuses.enter(feed, FeedState.STALE, cause);
                }
            }
        });
    }

    private void take(Poll poll, RestAnswer answer) {
        long now = System.nanoTime();
        poll.reader().read(answer.body(), answer.received()).forEach(fact -> facts.take(fact, BY_REST, now));
    }

    private void askClock() {
        askClock(CLOCK_QUESTIONS, null);
    }

    /** Of some answers the one that came soonest tells the venue's clock best. */
    private void askClock(int questions, @Nullable RestAnswer soonest) {
        fetcher.fetch(
                rest.time(),
                answer -> {
                    RestAnswer best = soonest == null || answer.took().compareTo(soonest.took()) < 0 ? answer : soonest;
                    if (questions > 1) {
                        askClock(questions - 1, best);
                    } else {
                        meters.clockAhead(best.ahead(rest.readTime(best.body())).toNanos() / 1_000);
                    }
                },
                cause -> {
                    meters.restFailures.increment();
                    LOG.atInfo().log("the venue's clock could not be read: {}", cause);
                });
    }
}
