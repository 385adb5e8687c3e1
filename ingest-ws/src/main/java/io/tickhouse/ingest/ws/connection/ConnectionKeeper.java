package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Heartbeat;
import io.tickhouse.ingest.ws.venue.Request;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
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
    /** Of liquidations there may be none for days. */
    private final boolean mayBeSilent;

    private final HandshakePatience patience;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Queue<Subscription> renewals = new ConcurrentLinkedQueue<>();
    private ConnectionState state = new ConnectionState.Idle();
    private long requests;
    private int links;
    private int failures;
    private long rotationDue;
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
        this.stop = stop;
        this.mayBeSilent = plan.channels().stream().allMatch(channel -> channel.type() == DataType.LIQUIDATIONS);
    }

    public ConnectionPlan plan() {
        return plan;
    }

    /** Asks for a channel's subscription to be made anew; from any thread. */
    public void renew(Subscription channel) {
        renewals.add(channel);
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
        List<Request> all = streams.subscribe(plan.channels(), requests + 1);
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
                if (!mayBeSilent && link.sinceGood().compareTo(settings.stale()) > 0) {
                    String why = "stale: no record for " + settings.stale().toMillis() + " ms";
                    enter(new ConnectionState.Stale(link.id(), why));
                    return why;
                }
                tend(link);
                if (link.leaving().isPresent() || System.nanoTime() > rotationDue) {
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
        if (!renewals.isEmpty()) {
            List<Subscription> channels = new ArrayList<>();
            for (Subscription next = renewals.poll(); next != null; next = renewals.poll()) {
                if (!channels.contains(next)) {
                    channels.add(next);
                }
            }
            List<Request> again = new ArrayList<>(streams.unsubscribe(channels, requests + 1));
            again.addAll(streams.subscribe(channels, requests + 1 + again.size()));
            requests += again.size();
            for (Request request : again) {
                link.ask(request);
                pace();
            }
        }
    }

    /** Makes another link ready, lets both run side by side, and ends the old one. */
    private Link rotate(Link old) throws InterruptedException {
        String why = old.leaving().orElse("planned after " + old.age().toSeconds() + " s");
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
        enter(new ConnectionState.Live(next.id()));
        return next;
    }
}
