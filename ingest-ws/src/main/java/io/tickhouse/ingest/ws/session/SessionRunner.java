package io.tickhouse.ingest.ws.session;

import io.tickhouse.ingest.ws.ledger.SessionLedger;
import io.tickhouse.ingest.ws.ledger.SessionLedger.Placed;
import io.tickhouse.ingest.ws.publish.SessionBook;
import io.tickhouse.ingest.ws.setup.CaptureFactory;
import io.tickhouse.market.CaptureRun;
import io.tickhouse.market.CaptureRunState;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.market.CaptureWanted;
import io.tickhouse.service.ServiceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sessions of this replica's partitions running as they are wanted, and tells the ledger how they stand. It may be
 * killed at any moment: all it needs to go on is in the ledger.
 */
final class SessionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRunner.class);
    private static final Duration TURN = Duration.ofMillis(100);
    private static final long STATES_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long COUNTS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SessionLedger ledger;
    private final SessionBook book;
    private final Ownership ownership;
    private final String group;
    private final String replica;
    private final ServiceContext context;
    private final CaptureFactory factory;
    private final SymbolPatterns patterns;
    private final Map<String, Running> running = new HashMap<>();

    /** A session at work, and what was told of it last. */
    private static final class Running {
        final SessionRun run;
        final int partition;
        CaptureRun told;
        long toldAt;

        Running(SessionRun run, int partition) {
            this.run = run;
            this.partition = partition;
            this.told = run.seen();
        }
    }

    SessionRunner(
            SessionLedger ledger,
            SessionBook book,
            Ownership ownership,
            String group,
            String replica,
            ServiceContext context,
            CaptureFactory factory,
            SymbolPatterns patterns) {
        this.ledger = ledger;
        this.book = book;
        this.ownership = ownership;
        this.group = group;
        this.replica = replica;
        this.context = context;
        this.factory = factory;
        this.patterns = patterns;
    }

    /** Runs until the service stops. */
    void run() throws InterruptedException {
        try {
            do {
                Set<Integer> mine = ownership.partitions();
                Set<String> there = new HashSet<>();
                for (Placed placed : ledger.sessions()) {
                    there.add(placed.session().getSessionId());
                    sync(placed, mine.contains(placed.partition()));
                }
                for (String id : Set.copyOf(running.keySet())) {
                    if (!there.contains(id)) {
                        release(id);
                    }
                }
                for (Running each : running.values()) {
                    tell(each);
                }
            } while (!context.stop().await(TURN));
        } finally {
            for (String id : Set.copyOf(running.keySet())) {
                Running ended = release(id);
                book.write(
                        CaptureRun.newBuilder(ended.run.seen())
                                .setState(CaptureRunState.STARTING)
                                .setReport(null)
                                .setError("replica " + replica + " was stopped; another goes on")
                                .build(),
                        ended.partition);
            }
        }
    }

    private void sync(Placed placed, boolean mine) throws InterruptedException {
        CaptureSession session = placed.session();
        String id = session.getSessionId();
        Running known = running.get(id);
        Optional<CaptureRun> before = ledger.run(group, id);
        boolean over = before.filter(run -> run.getState() == CaptureRunState.ENDED)
                .filter(run -> run.getVersion() == session.getVersion())
                .isPresent();
        boolean due = session.getWanted() == CaptureWanted.RUN
                && (session.getEndTime() == null || Instant.now().isBefore(session.getEndTime()));
        if (mine && due && !over) {
            if (known == null) {
                LOG.atInfo().addKeyValue("session", id).log("session begins here");
                running.put(
                        id,
                        new Running(
                                new SessionRun(
                                        session, before.orElse(null), group, replica, context, factory, patterns),
                                placed.partition()));
            } else {
                known.run.follow(session);
            }
        } else if (known != null) {
            CaptureRun last = release(id).run.seen();
            if (mine) {
                end(last, session, placed.partition());
            }
        } else if (mine && !over && before.isPresent()) {
            // its end came while nobody ran it
            end(before.get(), session, placed.partition());
        }
    }

    private void end(CaptureRun last, CaptureSession session, int partition) throws InterruptedException {
        long offset = book.write(
                CaptureRun.newBuilder(last)
                        .setState(CaptureRunState.ENDED)
                        .setVersion(session.getVersion())
                        .setConnections(List.of())
                        .setTroubles(List.of())
                        .build(),
                partition);
        ledger.await(partition, offset);
        LOG.atInfo().addKeyValue("session", session.getSessionId()).log("session ended");
    }

    private Running release(String id) throws InterruptedException {
        Running ended = Objects.requireNonNull(running.remove(id));
        ended.run.end();
        return ended;
    }

    /** Tells what has changed: a state within a second, mere counts within five. */
    private void tell(Running one) throws InterruptedException {
        CaptureRun now = one.run.seen();
        long age = System.nanoTime() - one.toldAt;
        boolean first = one.toldAt == 0;
        boolean otherState = !state(now).equals(state(one.told));
        if (first || (otherState && age > STATES_NANOS) || age > COUNTS_NANOS) {
            book.write(now, one.partition);
            one.told = now;
            one.toldAt = System.nanoTime();
        }
    }

    /** What of it is no mere count. */
    private static List<Object> state(CaptureRun run) {
        return List.of(
                run.getState(),
                run.getVersion(),
                run.getSymbols(),
                run.getConnections(),
                run.getTroubles(),
                String.valueOf(run.getError()));
    }
}
