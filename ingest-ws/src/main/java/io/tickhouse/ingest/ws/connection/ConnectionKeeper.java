package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.Heartbeat;
import io.tickhouse.ingest.ws.venue.Request;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection up until the stop: opens and subscribes it, watches it, replaces it before it is cut and opens it
 * again after any end, since a clean close by the venue is a fault too. Failures count until good data comes, not until a
 * mere handshake.
 */
public final class ConnectionKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionKeeper.class);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** A replacement that has no data by then is taken all the same: its channels are granted, they may be quiet. */
    private static final Duration LONGEST_OVERLAP = Duration.ofSeconds(10);

    private final ConnectionPlan plan;
    private final VenueStreams streams;
    private final ConnectionSettings settings;
    private final ConnectGate gate;
    private final Inbox inbox;
    private final String captureId;
    private final StopSignal stop;

    private final HandshakePatience patience;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final Set<Subscription> channels;
    /** Asked for on the running link, not granted yet. */
    private final List<Subscription> awaited = new ArrayList<>();

    private ConnectionState state = new ConnectionState.Idle();
    private long requests;
    private int links;
    private int failures;
    private long rotationDue;
    private volatile boolean replacing;
    private long lastHeartbeat;

    /** @param captureId begins the ids of links */
    public ConnectionKeeper(
            ConnectionPlan plan,
            VenueStreams streams,
            ConnectionSettings settings,
            ConnectGate gate,
            Inbox inbox,
            String captureId,
            StopSignal stop) {
        this.plan = plan;
        this.streams = streams;
        this.settings = settings;
        this.patience = new HandshakePatience(settings.connect());
        this.gate = gate;
        this.inbox = inbox;
        this.captureId = captureId;
        this.stop = stop.child();
        this.channels = new LinkedHashSet<>(plan.channels());
    }

    /** Channels to leave, and then channels to take; one that is in both is subscribed anew. */
    private record Change(List<Subscription> leave, List<Subscription> take) {}

    public ConnectionPlan plan() {
        return plan;
    }

    /** Asks for a channel's subscription to be made anew; from any thread. */
    public void renew(Subscription channel) {
        change(List.of(channel), List.of(channel));
    }

    /** Asks for channels to be left and for others to be taken; from any thread. The rest goes on untouched. */
    public void change(List<Subscription> leave, List<Subscription> take) {
        changes.add(new Change(leave, take));
    }

    /** Asks for the running link to be replaced by another without a break; from any thread. */
    public void replace() {
        replacing = true;
    }

    /** Ends it in order; from any thread. */
    public void end() {
        stop.stop();
    }

    @Override
    public void run() {
        try {
            while (!stop.isStopping()) {
                enter(new ConnectionState.Connecting(failures + 1));
                String why = connectAndAttend();
                if (!stop.isStopping()) {
                    failures++;
                    Duration delay = settings.backoff().delay(failures, random);
                    enter(new ConnectionState.BackingOff(why, delay));
                    stop.await(delay);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        enter(new ConnectionState.Closed());
    }

    private void enter(ConnectionState next) {
        state = next;
        inbox.tell(new Inbound.Changed(plan, next));
    }

    private String connectAndAttend() throws InterruptedException {
        try {
            settle();
            awaited.clear();
            Link link = establish();
            return attend(link);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Opens a link and has all its channels granted. */
    private Link establish() throws IOException, InterruptedException {
        gate.enter(stop);
        if (stop.isStopping()) {
            throw new IOException("stopping");
        }
        links++;
        Link link = new Link(captureId + "/" + plan.name() + "." + links);
        long begun = System.nanoTime();
        try {
            link.open(plan.address(), patience.next(), inbox, InstantSource.system());
        } catch (IOException e) {
            patience.failed(Duration.ofNanos(System.nanoTime() - begun));
            gate.missed();
            throw e;
        }
        patience.made(Duration.ofNanos(System.nanoTime() - begun));
        gate.reached();
        boolean granted = false;
        try {
            subscribe(link);
            granted = true;
            return link;
        } finally {
            if (!granted) {
                link.close();
            }
        }
    }

    private void subscribe(Link link) throws IOException, InterruptedException {
        List<Request> all = streams.subscribe(List.copyOf(channels), requests + 1);
        requests += all.size();
        tellSubscribing(link, all.size());
        for (int i = 0; i < all.size(); i++) {
            if (i >= streams.limits().requestsPerSecond()) {
                pace();
            }
            link.ask(all.get(i));
        }
        long deadline = System.nanoTime() + settings.answer().toNanos();
        while (link.outstanding() > 0 && !stop.isStopping()) {
            failOn(link.takeRefusal());
            failOn(link.awaitEnd(LOOK));
            if (System.nanoTime() > deadline) {
                throw new IOException("expected the answers to requests " + link.unanswered() + " within "
                        + settings.answer().toMillis() + " ms, found none");
            }
        }
        failOn(link.takeRefusal());
        tellSubscribing(link, 0);
        rotationDue = System.nanoTime()
                + settings.rotateAfter().toNanos()
                - random.nextLong(settings.rotateAfter().toNanos() / 10 + 1);
        lastHeartbeat = System.nanoTime();
    }

    private void tellSubscribing(Link link, int outstanding) {
        // while it rotates the connection goes on by its old link
        if (!(state instanceof ConnectionState.Rotating)) {
            enter(new ConnectionState.Subscribing(link.id(), outstanding));
        }
    }

    private void pace() throws InterruptedException {
        stop.await(Duration.ofMillis(1_000 / streams.limits().requestsPerSecond()));
    }

    private static void failOn(Optional<String> trouble) throws IOException {
        if (trouble.isPresent()) {
            throw new IOException(trouble.get());
        }
    }

    private String attend(Link first) throws InterruptedException {
        Link link = first;
        try {
            while (!stop.isStopping()) {
                Optional<String> end = link.awaitEnd(LOOK);
                if (end.isPresent()) {
                    return end.get();
                }
                if (link.isGood() && !(state instanceof ConnectionState.Live)) {
                    failures = 0;
                    enter(new ConnectionState.Live(link.id()));
                }
                Optional<String> silent = silent(link);
                if (silent.isPresent()) {
                    enter(new ConnectionState.Stale(link.id(), silent.get()));
                    return silent.get();
                }
                tend(link);
                if (link.leaving().isPresent() || replacing || System.nanoTime() > rotationDue) {
                    link = rotate(link);
                }
            }
            return "stopping";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            link.close();
        }
    }

    private boolean mayBeSilent() {
        return channels.stream().allMatch(channel -> channel.type().mayBeSilent());
    }

    /** Why an open link is given up; empty while it is not. */
    private Optional<String> silent(Link link) {
        Duration promised = streams.limits().silence();
        if (!promised.isZero() && link.sinceFrame().compareTo(promised) > 0) {
            return Optional.of("stale: no frame of any kind for " + promised.toMillis() + " ms");
        }
        return !mayBeSilent() && link.sinceGood().compareTo(settings.stale()) > 0
                ? Optional.of("stale: no record for " + settings.stale().toMillis() + " ms")
                : Optional.empty();
    }

    /** Sends what is due on a running link. */
    private void tend(Link link) throws IOException, InterruptedException {
        link.takeRefusal()
                .ifPresent(
                        refusal -> LOG.atWarn().addKeyValue("link", link.id()).log(refusal));
        Optional<Heartbeat> heartbeat = streams.heartbeat();
        if (heartbeat.isPresent()
                && System.nanoTime() - lastHeartbeat > heartbeat.get().every().toNanos()) {
            lastHeartbeat = System.nanoTime();
            link.send(heartbeat.get().text());
        }
        if (!changes.isEmpty()) {
            Change change = settle();
            List<Request> asked = new ArrayList<>(streams.unsubscribe(change.leave(), requests + 1));
            asked.addAll(streams.subscribe(change.take(), requests + 1 + asked.size()));
            requests += asked.size();
            for (Request request : asked) {
                link.ask(request);
                pace();
            }
            awaited.addAll(change.take());
        }
        if (!awaited.isEmpty() && link.outstanding() == 0) {
            inbox.tell(new Inbound.Granted(plan, link.id(), List.copyOf(awaited)));
            awaited.clear();
        }
    }

    /** Makes all changes asked for one, and those channels the connection's that it leaves. */
    private Change settle() {
        Set<Subscription> leave = new LinkedHashSet<>();
        Set<Subscription> take = new LinkedHashSet<>();
        for (Change next = changes.poll(); next != null; next = changes.poll()) {
            take.removeAll(Set.copyOf(next.leave()));
            next.leave().stream().filter(channels::contains).forEach(leave::add);
            take.addAll(next.take());
        }
        channels.removeAll(leave);
        channels.addAll(take);
        return new Change(List.copyOf(leave), List.copyOf(take));
    }

    /** Makes another link ready, lets both run side by side, and ends the old one. */
    private Link rotate(Link old) throws InterruptedException {
        String why = old.leaving()
                .orElse((replacing ? "asked for" : "planned") + " after "
                        + old.age().toSeconds() + " s");
        enter(new ConnectionState.Rotating(old.id(), why));
        Link next;
        try {
            next = establish();
        } catch (IOException e) {
            failures++;
            Duration delay = settings.backoff().delay(failures, random);
            LOG.atWarn()
                    .addKeyValue("link", old.id())
                    .addKeyValue("retry_ms", delay.toMillis())
                    .log("the connection could not be replaced yet: {}", e.getMessage());
            stop.await(delay);
            return old;
        }
        long begun = System.nanoTime();
        Duration age = Duration.ZERO;
        while (!stop.isStopping()
                && (age.compareTo(settings.overlap()) < 0 || (!next.isGood() && age.compareTo(LONGEST_OVERLAP) < 0))) {
            if (next.awaitEnd(LOOK).isPresent()) {
                return old;
            }
            age = Duration.ofNanos(System.nanoTime() - begun);
        }
        old.close();
        replacing = false;
        enter(new ConnectionState.Live(next.id()));
        return next;
    }
}
