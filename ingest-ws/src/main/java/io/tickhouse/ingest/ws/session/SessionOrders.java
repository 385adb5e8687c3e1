package io.tickhouse.ingest.ws.session;

import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.ledger.SessionLedger;
import io.tickhouse.ingest.ws.ledger.SessionLedger.Placed;
import io.tickhouse.ingest.ws.publish.SessionBook;
import io.tickhouse.ingest.ws.setup.CaptureFactory;
import io.tickhouse.ingest.ws.setup.IngestWsConfig;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.market.CaptureTarget;
import io.tickhouse.market.CaptureWanted;
import io.tickhouse.service.config.ServiceConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What users ask of sessions: checked, and written into the ledger. Thread-safe. */
final class SessionOrders {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final long SHORTEST_INTERVAL_MS = 100;
    private static final long LONGEST_INTERVAL_MS = 3_600_000;
    private static final long LONGEST_DURATION_MS = Duration.ofDays(3_650).toMillis();

    private final ServiceConfig config;
    private final SessionLedger ledger;
    private final SessionBook book;
    private final SymbolPatterns patterns;

    SessionOrders(ServiceConfig config, SessionLedger ledger, SessionBook book, SymbolPatterns patterns) {
        this.config = config;
        this.ledger = ledger;
        this.book = book;
        this.patterns = patterns;
    }

    /** There is no such session. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String id) {
            super("there is no session '" + id + "'");
        }
    }

    /** The order does not fit how the session stands. */
    static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Conflict(String message) {
            super(message);
        }
    }

    /**
     * Begins a session. One that has ended can begin again under its name.
     *
     * @throws IllegalArgumentException if the form is wrong
     * @throws Conflict if a session of that name runs
     */
    synchronized CaptureSession start(SessionForm form) throws InterruptedException {
        String id = form.id() == null ? CaptureFactory.newId() : form.id();
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "expected an id of letters, digits, dots, dashes and underscores, at most 63, found '" + id + "'");
        }
        Optional<Placed> before = ledger.session(id);
        if (before.isPresent() && isRunning(before.get().session())) {
            throw new Conflict("session '" + id + "' runs already; change it, or stop it first");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        CaptureSession session = changed(
                CaptureSession.newBuilder()
                        .setSessionId(id)
                        .setTargets(List.of())
                        .setDataTypes(List.of("trades"))
                        .setKlineIntervals(config.list(IngestWsConfig.KLINE_INTERVALS))
                        .setDepth(config.integer(IngestWsConfig.DEPTH))
                        .setIntervalMs(config.number(IngestWsConfig.INTERVAL_MS))
                        .setCreateTime(now)
                        .setEndTime(null)
                        .setWanted(CaptureWanted.RUN)
                        .setVersion(before.map(placed -> placed.session().getVersion())
                                .orElse(0))
                        .setReconnects(0)
                        .build(),
                form,
                now);
        return write(session, before.map(Placed::partition).orElseGet(this::emptiest));
    }

    /**
     * Changes a session that runs. What is said wins, what is not said stays.
     *
     * @throws IllegalArgumentException if the form is wrong
     * @throws Missing if there is none
     * @throws Conflict if it does not run
     */
    synchronized CaptureSession set(String id, SessionForm form) throws InterruptedException {
        Placed placed = running(id);
        if (form.id() != null && !form.id().equals(id)) {
            throw new IllegalArgumentException("expected the id to stay '" + id + "', found '" + form.id() + "'");
        }
        return write(changed(placed.session(), form, Instant.now().truncatedTo(ChronoUnit.MICROS)), placed.partition());
    }

    /** Ends a session; one that has ended stays so. */
    synchronized CaptureSession stop(String id) throws InterruptedException {
        Placed placed = known(id);
        if (!isRunning(placed.session())) {
            return placed.session();
        }
        return write(next(placed.session(), session -> session.setWanted(CaptureWanted.STOP)), placed.partition());
    }

    /** Has a session's connections replaced, each without a break. */
    synchronized CaptureSession reconnect(String id) throws InterruptedException {
        Placed placed = running(id);
        return write(
                next(placed.session(), session -> session.setReconnects(session.getReconnects() + 1)),
                placed.partition());
    }

    /** Forgets a session that has ended. */
    synchronized void remove(String id) throws InterruptedException {
        Placed placed = known(id);
        if (isRunning(placed.session())) {
            throw new Conflict("session '" + id + "' runs; stop it first");
        }
        ledger.await(placed.partition(), book.remove(placed.session(), ledger.runs(id), placed.partition()));
    }

    /**
     * The session of that id.
     *
     * @throws Missing if there is none
     */
    Placed known(String id) {
        return ledger.session(id).orElseThrow(() -> new Missing(id));
    }

    private Placed running(String id) {
        Placed placed = known(id);
        if (!isRunning(placed.session())) {
            throw new Conflict("session '" + id + "' has ended; start it again instead");
        }
        return placed;
    }

    private static boolean isRunning(CaptureSession session) {
        return session.getWanted() == CaptureWanted.RUN
                && (session.getEndTime() == null || Instant.now().isBefore(session.getEndTime()));
    }

    private CaptureSession write(CaptureSession session, int partition) throws InterruptedException {
        ledger.await(partition, book.write(session, partition));
        return session;
    }

    private static CaptureSession next(
            CaptureSession session, Function<CaptureSession.Builder, CaptureSession.Builder> change) {
        return change.apply(CaptureSession.newBuilder(session).setVersion(session.getVersion() + 1))
                .build();
    }

    private CaptureSession changed(CaptureSession before, SessionForm form, Instant now) throws InterruptedException {
        CaptureSession session = next(before, next -> {
            say(
                    form.targets(),
                    targets -> next.setTargets(targets.stream()
                            .map(target -> new CaptureTarget(
                                    target.venue(), List.copyOf(new LinkedHashSet<>(target.symbols()))))
                            .toList()));
            say(form.types(), next::setDataTypes);
            say(form.klineIntervals(), next::setKlineIntervals);
            say(form.depth(), next::setDepth);
            say(form.intervalMs(), next::setIntervalMs);
            say(
                    form.durationMs(),
                    duration -> next.setEndTime(
                            duration == 0
                                    ? null
                                    : now.plusMillis(within(duration, 0, LONGEST_DURATION_MS, "duration_ms"))));
            return next;
        });
        check(session);
        return session;
    }

    private static <T> void say(@Nullable T said, Consumer<T> taker) {
        if (said != null) {
            taker.accept(said);
        }
    }

    private void check(CaptureSession session) throws InterruptedException {
        within(session.getDepth(), 1, CaptureSettings.FULL_DEPTH, "depth");
        within(session.getIntervalMs(), SHORTEST_INTERVAL_MS, LONGEST_INTERVAL_MS, "interval_ms");
        if (session.getTargets().isEmpty()) {
            throw new IllegalArgumentException("expected targets: venues with symbols, found none");
        }
        Set<String> venues = new HashSet<>();
        for (CaptureTarget target : session.getTargets()) {
            if (!venues.add(target.getVenue())) {
                throw new IllegalArgumentException("expected each venue once, found " + target.getVenue() + " again");
            }
            target.getSymbols().forEach(SymbolPattern::of);
            SessionCapture.check(config, session, target);
            Set<String> unknown = patterns.unknown(target);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected symbols that " + target.getVenue() + " lists, found " + String.join(", ", unknown));
            }
        }
    }

    private static long within(long value, long least, long most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "expected " + name + " from " + least + " to " + most + ", found " + value);
        }
        return value;
    }

    /** The partition with the fewest sessions running; of equals, one far from the others, which another replica may have. */
    private int emptiest() {
        int partitions = ledger.partitions();
        long[] sessions = new long[partitions];
        ledger.sessions().stream()
                .filter(placed -> isRunning(placed.session()))
                .forEach(placed -> sessions[placed.partition()]++);
        return IntStream.range(0, partitions)
                .boxed()
                .min(Comparator.comparingLong((Integer partition) -> sessions[partition])
                        .thenComparingInt(partition -> Integer.reverse(partition) >>> 1))
                .orElseThrow();
    }
}
