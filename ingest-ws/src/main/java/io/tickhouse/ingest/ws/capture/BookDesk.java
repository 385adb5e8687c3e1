package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.connection.ConnectionState;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.FeedState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
    /** A channel that is granted and quiet tells nothing that would ask for an image. */
    private static final Duration IMAGE_ALL_THE_SAME = Duration.ofSeconds(1);

    private static final BookOutcome REPEATED = new BookOutcome.Repeated();
    /** A book that runs out of certain levels is not renewed more often than this. */
    private static final Duration LEAST_BETWEEN_IMAGES = Duration.ofSeconds(30);
    /** After the last loss of an update in the topic: while Kafka is away one follows the other. */
    private static final Duration BEFORE_MENDING = Duration.ofSeconds(2);

    /** One symbol's book. */
    static final class Desk {
        final Feed feed;
        final BookKeeper keeper;
        boolean asked;
        /** Counts what was asked for: what was to be done about an earlier one is not done. */
        long asking;
        /** The link whose image the book began with, where images come by the channel. */
        String link = "";
        /** The link in use, and the one before it. */
        String current = "";

        String replaced = "";
        long lastSynced;
        int failures;
        /** How often in a row the book broke soon after it was mended. */
        int relapses;

        long lastImage;
        long firstGrid = -1;
        /** When an update was last lost on its way to the topic, by {@link System#nanoTime}; 0 if none since the last image. */
        final AtomicLong torn = new AtomicLong();

        Desk(Feed feed, BookKeeper keeper) {
            this.feed = feed;
            this.keeper = keeper;
        }
    }

    private final VenueAdapter adapter;
    private CaptureSettings settings;
    private final StatusReporter statuses;
    private final CaptureMeters meters;
    private final Fetcher fetcher;
    private final Timetable timetable;
    private final BookDeltas deltas;
    private final Consumer<Feed> renew;
    private BookRule rule;
    private int levels;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<String, Desk> desks = new HashMap<>();

    /** @param renew subscribes a feed's channel anew */
    BookDesk(
            VenueAdapter adapter,
            CaptureSettings settings,
            StatusReporter statuses,
            CaptureMeters meters,
            Fetcher fetcher,
            Timetable timetable,
            BookDeltas deltas,
            Consumer<Feed> renew) {
        this.adapter = adapter;
        this.settings = settings;
        this.statuses = statuses;
        this.meters = meters;
        this.fetcher = fetcher;
        this.timetable = timetable;
        this.deltas = deltas;
        this.renew = renew;
        this.levels = settings.selection().bookLevels();
        this.rule = adapter.books(levels);
    }

    /** Goes on with these settings, without the books that are gone, and with those that come. */
    void adopt(CaptureSettings next, Feeds.Change feeds) {
        boolean numbersBeginAnew =
                next.depth() != settings.depth() || !next.interval().equals(settings.interval());
        boolean deltasBegin = wantsDeltas(next) && !wantsDeltas(settings);
        settings = next;
        // what a channel sends ends with the subscription of another depth
        boolean otherBooks =
                rule.origin() == BookRule.Origin.CHANNEL && next.selection().bookLevels() != levels;
        levels = next.selection().bookLevels();
        feeds.gone().stream().filter(feed -> feed.type == DataType.L2).forEach(feed -> desks.remove(feed.symbol));
        if (numbersBeginAnew) {
            desks.values().forEach(desk -> desk.firstGrid = -1);
        }
        if (otherBooks) {
            rule = adapter.books(levels);
            desks.replaceAll((symbol, desk) -> new Desk(desk.feed, new BookKeeper(rule)));
        } else if (deltasBegin) {
            desks.values().forEach(this::beginAnew);
        }
        for (Feed feed : feeds.come()) {
            if (feed.type == DataType.L2) {
                Desk desk = new Desk(feed, new BookKeeper(rule));
                desks.put(feed.symbol, desk);
                scheduleAudit(desk);
            }
        }
    }

    private static boolean wantsDeltas(CaptureSettings settings) {
        return settings.selection().types().contains(DataType.L2_DELTAS);
    }

    Collection<Desk> desks() {
        return desks.values();
    }

    /** The book of a symbol; null if it is not captured. */
    @Nullable
    Desk of(String symbol) {
        return desks.get(symbol);
    }

    /** Takes an update read off a link at that time. */
    void update(Desk desk, BookUpdate update, String link, long nanos) {
        desk.feed.received++;
        desk.feed.hasData(nanos);
        BookOutcome outcome = isTold(desk, update, link) ? desk.keeper.update(update) : REPEATED;
        if (wantsDeltas(settings) && !(outcome instanceof BookOutcome.Repeated)) {
            deltas.publish(desk, update, rule.depth(), nanos);
        }
        if (update.image() && outcome instanceof BookOutcome.Broken(String cause)) {
            broken(desk, cause);
            again(desk, ++desk.failures, cause);
        } else {
            judge(desk, outcome);
        }
    }

    /**
     * Where an image comes by the channel, what follows it comes by the same link. While two links run side by side the book
     * goes by the one that gave the latest image; the other tells the same again.
     */
    private boolean isTold(Desk desk, BookUpdate update, String link) {
        if (rule.origin() == BookRule.Origin.REST) {
            return true;
        }
        if (link.equals(desk.replaced)) {
            return false;
        }
        if (update.image()) {
            desk.link = link;
        }
        return link.equals(desk.link) || !desk.keeper.isSynced();
    }

    /** A book whose image came by the channel ends with the link that brought it. */
    void changed(Collection<Feed> feeds, ConnectionState state) {
        if (rule.origin() == BookRule.Origin.REST) {
            return;
        }
        for (Feed feed : feeds) {
            Desk desk = feed.type == DataType.L2 ? of(feed.symbol) : null;
            if (desk != null) {
                changed(desk, state);
            }
        }
    }

    private void changed(Desk desk, ConnectionState state) {
        switch (state) {
            case ConnectionState.Live(String link) -> {
                if (!link.equals(desk.current)) {
                    desk.replaced = desk.current;
                    desk.current = link;
                }
                if (desk.keeper.isSynced() && !link.equals(desk.link)) {
                    desk.keeper.breakOff();
                    broken(desk, "the link it came by has ended, and the next has brought no image yet");
                    askForImage(desk);
                }
            }
            case ConnectionState.Stale _, ConnectionState.BackingOff _, ConnectionState.Closed _ ->
                desk.keeper.breakOff();
            default -> {
                // nothing has ended
            }
        }
    }

    /** How finely the venue writes a symbol's book. */
    void decimals(Message.Decimals told) {
        Desk desk = of(told.symbol());
        if (desk != null) {
            desk.keeper.decimals(told.priceScale(), told.quantityScale());
        }
    }

    /** How long to wait for an image after the channel was granted before one is asked for all the same. */
    Duration patience() {
        return rule.origin() == BookRule.Origin.REST ? IMAGE_ALL_THE_SAME : LONGEST_RETRY;
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
                boolean lasted = System.nanoTime() - desk.lastSynced > LONGEST_RETRY.toNanos();
                desk.relapses = lasted ? 0 : desk.relapses + 1;
                if (desk.relapses > 1) {
                    again(desk, desk.relapses - 1, cause);
                } else {
                    askForImage(desk);
                }
            }
            case BookOutcome.Unfit(String cause) -> again(desk, ++desk.failures, cause);
            case BookOutcome.Synced synced -> {
                desk.failures = 0;
                desk.asked = false;
                desk.asking++;
                desk.lastSynced = System.nanoTime();
                synced.difference().ifPresent(difference -> drifted(desk, difference));
                statuses.enter(desk.feed, FeedState.LIVE, null);
                if (wantsDeltas(settings)) {
                    synced.beginning().forEach(each -> deltas.publish(desk, each, rule.depth(), LivePublisher.UNTIMED));
                }
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
        long asking = ++desk.asking;
        if (rule.origin() == BookRule.Origin.CHANNEL) {
            renew.accept(desk.feed);
            timetable.after(LONGEST_RETRY, System.nanoTime(), () -> askAgain(desk, asking));
            return;
        }
        fetcher.fetch(
                adapter.rest().book(desk.feed.symbol, settings.imageLevels()), answer -> image(desk, answer), cause -> {
                    meters.restFailures.increment();
                    again(desk, ++desk.failures, cause);
                });
    }

    private void image(Desk desk, RestAnswer answer) {
        BookUpdate image = adapter.rest().readBook(desk.feed.symbol, answer.body(), answer.received());
        desk.asked = false;
        judge(desk, desk.keeper.image(image, settings.imageLevels()));
    }

    private void again(Desk desk, int failures, String cause) {
        long bound = Math.min(FIRST_RETRY.toNanos() << Math.min(failures - 1, 10), LONGEST_RETRY.toNanos());
        Duration delay = Duration.ofNanos(random.nextLong(bound / 2, bound + 1));
        LOG.atInfo()
                .addKeyValue("feed", desk.feed.key)
                .addKeyValue("retry_ms", delay.toMillis())
                .log("no image of the book yet: {}", cause);
        desk.asked = true;
        long asking = ++desk.asking;
        timetable.after(delay, System.nanoTime(), () -> askAgain(desk, asking));
    }

    private void askAgain(Desk desk, long asking) {
        if (desk.asking == asking) {
            desk.asked = false;
            askForImage(desk);
        }
    }

    private void scheduleAudit(Desk desk) {
        long every = settings.auditEvery().toNanos();
        // spread, so that not all books are asked for at once
        timetable.after(Duration.ofNanos(random.nextLong(every / 2, every + 1)), System.nanoTime(), () -> {
            if (desks.get(desk.feed.symbol) == desk) {
                audit(desk);
                scheduleAudit(desk);
            }
        });
    }

    /** Compares a book with a fresh image and takes that one's place. */
    private void audit(Desk desk) {
        if (desk.keeper.isSynced() && rule.origin() == BookRule.Origin.REST) {
            desk.keeper.beginAudit();
            askForImage(desk);
        }
    }

    /** Has the book begin with a fresh image, so that the topic of updates has one. */
    private void beginAnew(Desk desk) {
        if (rule.origin() == BookRule.Origin.CHANNEL) {
            desk.keeper.breakOff();
            askForImage(desk);
        } else {
            audit(desk);
        }
    }

    /** Where updates were lost on their way to the topic, a fresh image follows as soon as Kafka takes records again. */
    void mendTorn(long nanos) {
        for (Desk desk : desks.values()) {
            long since = desk.torn.get();
            if (since != 0 && nanos - since > BEFORE_MENDING.toNanos() && desk.torn.compareAndSet(since, 0)) {
                LOG.atInfo()
                        .addKeyValue("feed", desk.feed.key)
                        .log("updates were lost: the book begins anew in the topic");
                beginAnew(desk);
            }
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
