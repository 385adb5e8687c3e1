package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.FeedState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The order books of a capture: one broken book is mended while the others go on. */
final class BookDesk {
    private static final Logger LOG = LoggerFactory.getLogger(BookDesk.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    /** A book that runs out of certain levels is not renewed more often than this. */
    private static final Duration LEAST_BETWEEN_IMAGES = Duration.ofSeconds(30);

    /** One symbol's book. */
    static final class Desk {
        final Feed feed;
        final BookKeeper keeper;
        boolean asked;
        int failures;
        long lastImage;
        long firstGrid = -1;

        Desk(Feed feed, BookKeeper keeper) {
            this.feed = feed;
            this.keeper = keeper;
        }
    }

    private final VenueAdapter adapter;
    private final CaptureSettings settings;
    private final StatusReporter statuses;
    private final CaptureMeters meters;
    private final Fetcher fetcher;
    private final Timetable timetable;
    private final Consumer<Feed> renew;
    private final BookRule rule;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<String, Desk> desks = new HashMap<>();

    /** @param renew subscribes a feed's channel anew */
    BookDesk(
            VenueAdapter adapter,
            CaptureSettings settings,
            Feeds feeds,
            StatusReporter statuses,
            CaptureMeters meters,
            Fetcher fetcher,
            Timetable timetable,
            Consumer<Feed> renew) {
        this.adapter = adapter;
        this.settings = settings;
        this.statuses = statuses;
        this.meters = meters;
        this.fetcher = fetcher;
        this.timetable = timetable;
        this.renew = renew;
        this.rule = adapter.books();
        for (Feed feed : feeds.all()) {
            if (feed.type == DataType.L2) {
                desks.put(feed.symbol, new Desk(feed, new BookKeeper(rule)));
                scheduleAudit(desks.get(feed.symbol));
            }
        }
    }

    Collection<Desk> desks() {
        return desks.values();
    }

    /** The book of a symbol; null if it is not captured. */
    @Nullable
    Desk of(String symbol) {
        return desks.get(symbol);
    }

    /** Takes an update read at that time; true when it was new. */
    boolean update(Desk desk, BookUpdate update, long nanos) {
        desk.feed.received++;
        desk.feed.hasData(nanos);
        BookOutcome outcome = desk.keeper.update(update);
        judge(desk, outcome);
        return !(outcome instanceof BookOutcome.Repeated);
    }

    private void judge(Desk desk, BookOutcome outcome) {
        switch (outcome) {
            case BookOutcome.Applied _ -> {
                if (desk.feed.state != FeedState.LIVE) {
                    statuses.enter(desk.feed, FeedState.LIVE, null);
                }
            }
            case BookOutcome.Repeated _ -> {
                desk.feed.repeated++;
                meters.repeated.increment();
            }
            case BookOutcome.Waiting _ -> askForImage(desk);
            case BookOutcome.Broken(String cause) -> {
                broken(desk, cause);
                askForImage(desk);
            }
            case BookOutcome.Unfit(String cause) -> again(desk, cause);
            case BookOutcome.Synced synced -> {
                desk.failures = 0;
                synced.difference().ifPresent(difference -> drifted(desk, difference));
                statuses.enter(desk.feed, FeedState.LIVE, null);
            }
        }
    }

    private void broken(Desk desk, String cause) {
        desk.feed.resyncs++;
        meters.resyncs.increment();
        LOG.atWarn().addKeyValue("feed", desk.feed.key).log("book broken: {}", cause);
        statuses.enter(desk.feed, FeedState.RESYNC, cause);
    }

    private void drifted(Desk desk, String difference) {
        meters.drifts.increment();
        LOG.atWarn()
                .addKeyValue("feed", desk.feed.key)
                .log("the book had drifted from the venue's and is replaced: {}", difference);
        statuses.enter(desk.feed, FeedState.RESYNC, "drifted, found by an audit: " + difference);
    }

    /** Asks for an image unless one is on its way. */
    void askForImage(Desk desk) {
        if (desk.asked || !desk.keeper.awaitsImage()) {
            return;
        }
        desk.asked = true;
        desk.lastImage = System.nanoTime();
        if (rule.origin() == BookRule.Origin.CHANNEL) {
            renew.accept(desk.feed);
            timetable.after(LONGEST_RETRY, System.nanoTime(), () -> desk.asked = false);
            return;
        }
        fetcher.fetch(
                adapter.rest().book(desk.feed.symbol, settings.imageLevels()), answer -> image(desk, answer), cause -> {
                    meters.restFailures.increment();
                    again(desk, cause);
                });
    }

    private void image(Desk desk, RestAnswer answer) {
        BookUpdate image = adapter.rest().readBook(desk.feed.symbol, answer.body(), answer.received());
        desk.asked = false;
        judge(desk, desk.keeper.image(image, settings.imageLevels()));
    }

    private void again(Desk desk, String cause) {
        desk.failures++;
        long bound = Math.min(FIRST_RETRY.toNanos() << Math.min(desk.failures - 1, 10), LONGEST_RETRY.toNanos());
        Duration delay = Duration.ofNanos(random.nextLong(bound / 2, bound + 1));
        LOG.atInfo()
                .addKeyValue("feed", desk.feed.key)
                .addKeyValue("retry_ms", delay.toMillis())
                .log("no image of the book yet: {}", cause);
        desk.asked = true;
        timetable.after(delay, System.nanoTime(), () -> {
            desk.asked = false;
            askForImage(desk);
        });
    }

    private void scheduleAudit(Desk desk) {
        long every = settings.auditEvery().toNanos();
        // spread, so that not all books are asked for at once
        timetable.after(Duration.ofNanos(random.nextLong(every / 2, every + 1)), System.nanoTime(), () -> {
            audit(desk);
            scheduleAudit(desk);
        });
    }

    /** Compares a book with a fresh image and takes that one's place. */
    private void audit(Desk desk) {
        if (desk.keeper.isSynced() && rule.origin() == BookRule.Origin.REST) {
            desk.keeper.beginAudit();
            askForImage(desk);
        }
    }

    /** Renews a book whose certain levels become few, before a snapshot lacks some. */
    void renewIfShallow(Desk desk, OrderBook book) {
        int wanted = Math.min(2 * settings.depth(), settings.imageLevels() / 2);
        if (book.isShallow(wanted) && System.nanoTime() - desk.lastImage > LEAST_BETWEEN_IMAGES.toNanos()) {
            audit(desk);
        }
    }
}
