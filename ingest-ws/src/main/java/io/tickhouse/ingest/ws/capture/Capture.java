package io.tickhouse.ingest.ws.capture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.ConnectionPlan;
import io.tickhouse.ingest.ws.connection.ConnectionState;
import io.tickhouse.ingest.ws.connection.Inbound;
import io.tickhouse.ingest.ws.connection.Inbox;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.rest.RestClient;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.FeedState;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.admin.Health;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One venue's capture: inbox → decoder → sequence or book → publisher, on the thread that runs it. */
public final class Capture {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final int AT_ONCE = 256;
    private static final int SHOWN_OF_A_FRAME = 300;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SWEEP = Duration.ofMillis(250);
    private static final Duration VIEW = Duration.ofMillis(250);
    /** A channel that is granted and quiet tells nothing that would ask for an image. */
    private static final Duration IMAGE_ALL_THE_SAME = Duration.ofSeconds(1);

    private final VenueAdapter adapter;
    private final CaptureSettings settings;
    private final Inbox inbox;
    private final List<ConnectionKeeper> keepers;
    private final LivePublisher publisher;
    private final StopSignal stop;
    private final InstantSource clock;
    private final String venue;
    private final FrameDecoder decoder;
    private final CaptureMeters meters;
    private final Feeds feeds;
    private final StatusReporter statuses;
    private final Timetable timetable = new Timetable();
    private final ConnectionDesk connections;
    private final FactDesk facts;
    private final BookDesk books;
    private final BookRecords bookRecords;
    private final SnapshotGrid grid;
    private final Polls polls;
    private final boolean deltas;
    private final boolean snapshots;
    private long frames;
    private volatile CaptureView view;

    /**
     * A capture that has not begun.
     *
     * @param keepers one for each connection, telling the same inbox
     */
    public Capture(
            VenueAdapter adapter,
            CaptureSettings settings,
            Inbox inbox,
            List<ConnectionKeeper> keepers,
            RestClient rest,
            LivePublisher publisher,
            MeterRegistry metrics,
            Health health,
            StopSignal stop,
            InstantSource clock) {
        this.adapter = adapter;
        this.settings = settings;
        this.inbox = inbox;
        this.keepers = keepers;
        this.publisher = publisher;
        this.stop = stop;
        this.clock = clock;
        venue = adapter.venue().name();
        decoder = adapter.frames();
        meters = new CaptureMeters(metrics, venue);
        metrics.gauge("ws.queue.frames", Tags.of("venue", venue), inbox, Inbox::frames);
        metrics.more().counter("ws.queue.waits", Tags.of("venue", venue), inbox, Inbox::waits);
        metrics.gauge("ws.rest.weight.used", Tags.of("venue", venue), rest.budget(), budget -> budget.used());
        feeds = new Feeds(adapter, settings.selection(), settings.stale());
        statuses = new StatusReporter(venue, publisher, clock);
        Fetcher fetcher = new Fetcher(rest, inbox);
        connections = new ConnectionDesk(venue, feeds, keepers, statuses, meters, health);
        facts = new FactDesk(venue, feeds, publisher, statuses, meters, clock);
        books = new BookDesk(adapter, settings, feeds, statuses, meters, fetcher, timetable, connections::renew);
        bookRecords = new BookRecords(adapter.venue(), settings);
        grid = new SnapshotGrid(books, bookRecords, publisher, meters, clock, settings.interval());
        polls = new Polls(adapter.rest(), settings, fetcher, timetable, feeds, facts, statuses, meters);
        deltas = settings.selection().types().contains(DataType.L2_DELTAS);
        snapshots = settings.selection().types().contains(DataType.L2);
        view = look();
    }

    /** Captures until the stop, and then until all that came is published. */
    public void run() throws InterruptedException {
        List<Thread> threads = keepers.stream()
                .map(keeper -> Thread.ofPlatform()
                        .name(venue + " " + keeper.plan().name())
                        .start(keeper))
                .toList();
        try {
            polls.begin();
            timetable.every(SWEEP, System.nanoTime(), this::sweep);
            timetable.every(
                    settings.statusEvery(), System.nanoTime(), () -> feeds.all().forEach(statuses::repeat));
            timetable.every(VIEW, System.nanoTime(), () -> view = look());
            List<Inbound> items = new ArrayList<>(AT_ONCE);
            while (!stop.isStopping() || threads.stream().anyMatch(Thread::isAlive) || !inbox.isEmpty()) {
                inbox.drain(items, AT_ONCE, patience());
                items.forEach(this::take);
                items.clear();
                timetable.run(System.nanoTime());
                if (snapshots && !stop.isStopping()) {
                    grid.run();
                }
            }
        } finally {
            // after a failure nobody takes frames any more: the connections must end too
            stop.stop();
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join();
            }
        }
        publisher.flush();
        sweep();
        publisher.flush();
        view = look();
    }

    private Duration patience() {
        Duration patience = timetable.untilNext(System.nanoTime(), LOOK);
        Duration untilGrid = snapshots ? grid.untilNext() : patience;
        return untilGrid.compareTo(patience) < 0 ? untilGrid : patience;
    }

    private void take(Inbound item) {
        switch (item) {
            case Inbound.Frame frame -> decode(frame);
            case Inbound.Changed(ConnectionPlan plan, ConnectionState state) -> changed(plan, state);
            case Inbound.Task(Runnable work) -> work.run();
        }
    }

    private void changed(ConnectionPlan plan, ConnectionState state) {
        connections.changed(plan, state);
        if (state instanceof ConnectionState.Subscribing subscribing && subscribing.outstanding() == 0) {
            timetable.after(
                    IMAGE_ALL_THE_SAME,
                    System.nanoTime(),
                    () -> connections.feeds(plan).forEach(feed -> {
                        BookDesk.Desk desk = feed.type == DataType.L2 ? books.of(feed.symbol) : null;
                        if (desk != null) {
                            books.askForImage(desk);
                        }
                    }));
        }
    }

    private void decode(Inbound.Frame frame) {
        frames++;
        byte[] bytes = frame.text().getBytes(StandardCharsets.UTF_8);
        Instant received = frame.receiveTime().truncatedTo(ChronoUnit.MICROS);
        switch (decoder.decode(bytes, received)) {
            case Decoded.Mapped(List<Message> messages) -> {
                meters.mapped.increment();
                for (Message message : messages) {
                    read(message, frame);
                }
            }
            case Decoded.Ignored(String reason) -> meters.ignored(reason);
            case Decoded.Rejected(String cause) -> rejected(frame, bytes, received, cause);
        }
    }

    private void read(Message message, Inbound.Frame frame) {
        switch (message) {
            case Message.Fact fact -> {
                frame.link().good(frame.receivedNanos());
                facts.take(fact, frame.receivedNanos());
            }
            case Message.Book(BookUpdate update) -> {
                frame.link().good(frame.receivedNanos());
                book(update, frame.receivedNanos());
            }
            case Message.Acknowledged(String id) -> frame.link().acknowledged(id);
            case Message.Refused(String id, String cause) -> frame.link().refused(id, cause);
            case Message.Leaving(String why) -> frame.link().leaving(why);
        }
    }

    private void book(BookUpdate update, long nanos) {
        BookDesk.Desk desk = books.of(update.symbol());
        if (desk == null) {
            meters.ignored("not asked for");
            return;
        }
        if (books.update(desk, update, nanos) && deltas) {
            long id = update.lastId();
            publisher.publish(
                    DataType.L2_DELTAS.topic(),
                    desk.feed.key,
                    bookRecords.delta(update),
                    nanos,
                    cause -> desk.feed.loss.add(id, Times.micros(clock.instant()), cause));
            meters.record(DataType.L2_DELTAS);
        }
    }

    private void rejected(Inbound.Frame frame, byte[] bytes, Instant received, String cause) {
        meters.rejected.increment();
        LOG.atWarn()
                .addKeyValue("venue", venue)
                .addKeyValue(
                        "frame", frame.text().substring(0, Math.min(frame.text().length(), SHOWN_OF_A_FRAME)))
                .log("frame rejected, sent to the dead letters: {}", cause);
        publisher.deadLetter(venue, bytes, received, cause);
    }

    private void sweep() {
        connections.sweep(System.nanoTime());
        long before = Times.micros(clock.instant().minus(VIEW));
        for (Feed feed : feeds.all()) {
            feed.loss.take(stop.isStopping() ? Long.MAX_VALUE : before).ifPresent(told -> statuses.note(feed, told));
        }
        statuses.retry();
    }

    private CaptureView look() {
        double[] latencies = publisher.latencies();
        return new CaptureView(
                venue,
                feeds.all().stream().map(this::row).toList(),
                frames,
                (long) meters.rejected.count(),
                inbox.frames(),
                grid.taken(),
                grid.expected(),
                meters.clockAheadMicros(),
                (long) (latencies[0] / 1_000),
                (long) (latencies[1] / 1_000));
    }

    private CaptureView.Row row(Feed feed) {
        BookDesk.Desk desk = feed.type == DataType.L2 ? books.of(feed.symbol) : null;
        String book = desk == null || desk.keeper.book() == null || feed.state == FeedState.UNKNOWN
                ? ""
                : "/" + SnapshotGrid.state(desk);
        return new CaptureView.Row(
                feed.symbol,
                feed.type.label(),
                feed.state + book,
                feed.received,
                feed.published,
                feed.repeated,
                feed.ids.missing(),
                feed.loss.total(),
                feed.resyncs,
                feed.ids.highest());
    }

    /** How it stood a moment ago; from any thread. */
    public CaptureView view() {
        return view;
    }

    /** What is captured, and how. */
    public CaptureSettings settings() {
        return settings;
    }

    /** Whose it is. */
    public VenueAdapter adapter() {
        return adapter;
    }
}
