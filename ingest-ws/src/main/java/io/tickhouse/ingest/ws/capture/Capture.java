package io.tickhouse.ingest.ws.capture;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.ConnectionPlan;
import io.tickhouse.ingest.ws.connection.ConnectionState;
import io.tickhouse.ingest.ws.connection.Connections;
import io.tickhouse.ingest.ws.connection.Inbound;
import io.tickhouse.ingest.ws.connection.Inbox;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.publish.UndeliveredException;
import io.tickhouse.ingest.ws.rest.RestClient;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Subscription;
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
import java.util.Set;
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

    private final VenueAdapter adapter;
    private volatile CaptureSettings settings;
    private final Inbox inbox;
    private final LivePublisher publisher;
    private final StopSignal stop;
    private final InstantSource clock;
    private final String venue;
    private final FrameDecoder decoder;
    private final CaptureMeters meters;
    private final Feeds feeds;
    private final StatusReporter statuses;
    private final Timetable timetable = new Timetable();
    private final Connections connections;
    private final ConnectionDesk connectionDesk;
    private final FactDesk facts;
    private final BookDesk books;
    private final BookRecords bookRecords;
    private final SnapshotGrid grid;
    private final Polls polls;
    private long frames;
    /** What the venue said last of its system; empty before the first word. */
    private String condition = "";

    private volatile CaptureView view;

    /**
     * A capture that has not begun.
     *
     * @param connections none yet; theirs is the same inbox
     * @param part names it in the service's health
     */
    public Capture(
            VenueAdapter adapter,
            CaptureSettings settings,
            Inbox inbox,
            Connections connections,
            RestClient rest,
            LivePublisher publisher,
            MeterRegistry metrics,
            Health health,
            String part,
            StopSignal stop,
            InstantSource clock) {
        this.adapter = adapter;
        this.settings = settings;
        this.inbox = inbox;
        this.connections = connections;
        this.publisher = publisher;
        this.stop = stop;
        this.clock = clock;
        venue = adapter.venue().name();
        decoder = adapter.frames();
        meters = new CaptureMeters(metrics, venue, part);
        meters.gauge("ws.queue.frames", inbox::frames);
        meters.total("ws.queue.waits", inbox, Inbox::waits);
        meters.gauge("ws.rest.weight.used", rest.budget()::used);
        meters.gauge("ws.rest.circuit.open", rest.circuit()::openness);
        feeds = new Feeds(adapter, settings.stale());
        statuses = new StatusReporter(venue, publisher, clock);
        Fetcher fetcher = new Fetcher(rest, inbox);
        connectionDesk = new ConnectionDesk(venue, part, feeds, connections, statuses, meters, health);
        facts = new FactDesk(venue, adapter.streams().tellsClosedKlines(), feeds, publisher, statuses, meters, clock);
        bookRecords = new BookRecords(adapter.venue(), settings);
        BookDeltas deltas = new BookDeltas(bookRecords, publisher, meters, clock);
        books = new BookDesk(adapter, settings, statuses, meters, fetcher, timetable, deltas, connectionDesk::renew);
        grid = new SnapshotGrid(books, bookRecords, publisher, meters, clock, settings.interval());
        polls = new Polls(adapter.rest(), settings, fetcher, timetable, feeds, facts, statuses, meters);
        carry(settings, "");
        view = look();
    }

    /** Brings feeds, books and channels in step with the settings; of feeds that are gone it is said why. */
    private void carry(CaptureSettings next, String why) {
        settings = next;
        Feeds.Change change = feeds.select(next.selection());
        books.adopt(next, change);
        bookRecords.adopt(next);
        grid.adopt(next.interval());
        change.gone().forEach(feed -> statuses.enter(feed, FeedState.DISCONNECTED, why));
        connectionDesk.carry(adapter.streams().subscriptions(next.selection()));
    }

    /**
     * Captures by other settings from now on; from any thread. What is selected before and after goes on untouched.
     *
     * @param next of the same capture id
     * @param why what is no longer selected is not; feed status says so
     * @throws UndeliveredException if Kafka does not tell of the topic of a type that is new; then nothing changes
     */
    public void change(CaptureSettings next, String why) throws InterruptedException {
        publisher.prepare(next.selection().topics());
        inbox.tell(new Inbound.Task(() -> {
            carry(next, why);
            polls.adopt(next);
            connections.start(venue);
        }));
    }

    /** Replaces every connection, each as soon as its successor has data; from any thread. */
    public void reconnect() {
        inbox.tell(new Inbound.Task(() -> connections.all().forEach(ConnectionKeeper::replace)));
    }

    /** Captures until the stop, and then until all that came is published. */
    public void run() throws InterruptedException {
        connections.start(venue);
        try {
            polls.begin();
            polls.adopt(settings);
            timetable.every(SWEEP, System.nanoTime(), this::sweep);
            timetable.every(
                    settings.statusEvery(), System.nanoTime(), () -> feeds.all().forEach(statuses::repeat));
            timetable.every(VIEW, System.nanoTime(), () -> view = look());
            List<Inbound> items = new ArrayList<>(AT_ONCE);
            while (!stop.isStopping() || connections.anyAlive() || !inbox.isEmpty()) {
                inbox.drain(items, AT_ONCE, patience());
                items.forEach(this::take);
                items.clear();
                timetable.run(System.nanoTime());
                if (wants(DataType.L2) && !stop.isStopping()) {
                    grid.run();
                }
            }
        } finally {
            // after a failure nobody takes frames any more: the connections must end too
            stop.stop();
            connections.interrupt();
        }
        publisher.flush();
        sweep();
        publisher.flush();
        view = look();
        connectionDesk.forget();
        meters.end();
    }

    private Duration patience() {
        Duration patience = timetable.untilNext(System.nanoTime(), LOOK);
        Duration untilGrid = wants(DataType.L2) ? grid.untilNext() : patience;
        return untilGrid.compareTo(patience) < 0 ? untilGrid : patience;
    }

    private boolean wants(DataType type) {
        return settings.selection().types().contains(type);
    }

    private void take(Inbound item) {
        switch (item) {
            case Inbound.Frame frame -> decode(frame);
            case Inbound.Changed(ConnectionPlan plan, ConnectionState state) -> changed(plan, state);
            case Inbound.Granted(ConnectionPlan plan, String link, List<Subscription> channels) ->
                granted(plan, link, channels);
            case Inbound.Task(Runnable work) -> work.run();
        }
    }

    private void changed(ConnectionPlan plan, ConnectionState state) {
        connectionDesk.changed(plan, state);
        books.changed(connectionDesk.feeds(plan), state);
        if (state instanceof ConnectionState.Subscribing subscribing && subscribing.outstanding() == 0) {
            askForImagesSoon(connectionDesk.feeds(plan));
        }
    }

    private void granted(ConnectionPlan plan, String link, List<Subscription> channels) {
        connectionDesk.granted(plan, link, channels);
        askForImagesSoon(connectionDesk.feeds(plan));
    }

    private void askForImagesSoon(Set<Feed> carried) {
        timetable.after(
                books.patience(),
                System.nanoTime(),
                () -> carried.forEach(feed -> {
                    BookDesk.Desk desk = feed.type == DataType.L2 ? books.of(feed.symbol) : null;
                    if (desk != null && desk.feed == feed) {
                        books.askForImage(desk);
                    }
                }));
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
                facts.take(fact, frame.link().id(), frame.receivedNanos());
            }
            case Message.Book(BookUpdate update) -> {
                frame.link().good(frame.receivedNanos());
                book(update, frame.link().id(), frame.receivedNanos());
            }
            case Message.Acknowledged(String id) -> frame.link().acknowledged(id);
            case Message.Refused(String id, String symbol, String cause) ->
                frame.link()
                        .refused(id, symbol, cause)
                        .forEach(channel ->
                                connectionDesk.refused(channel, frame.link().id(), cause));
            case Message.Decimals told -> books.decimals(told);
            case Message.Condition(String word, boolean normal) -> condition(word, normal);
            case Message.Leaving(String why) -> frame.link().leaving(why);
        }
    }

    private void condition(String word, boolean normal) {
        if (!word.equals(condition) && !(condition.isEmpty() && normal)) {
            LOG.atWarn().addKeyValue("venue", venue).log("the venue says of its system: {}", word);
            feeds.all().forEach(feed -> statuses.note(feed, "the venue says of its system: " + word));
        }
        condition = word;
    }

    private void book(BookUpdate update, String link, long nanos) {
        BookDesk.Desk desk = books.of(update.symbol());
        if (desk == null) {
            meters.ignored("not asked for");
            return;
        }
        books.update(desk, update, link, nanos);
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
        connectionDesk.sweep(System.nanoTime());
        long before = Times.micros(clock.instant().minus(VIEW));
        for (Feed feed : feeds.all()) {
            feed.loss.take(stop.isStopping() ? Long.MAX_VALUE : before).ifPresent(told -> statuses.note(feed, told));
        }
        statuses.retry();
        if (!stop.isStopping()) {
            books.mendTorn(System.nanoTime());
        }
    }

    private CaptureView look() {
        double[] latencies = publisher.latencies();
        return new CaptureView(
                venue,
                feeds.all().stream().map(this::row).toList(),
                connectionDesk.links(),
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
