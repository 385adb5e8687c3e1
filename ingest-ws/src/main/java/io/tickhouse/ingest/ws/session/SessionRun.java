package io.tickhouse.ingest.ws.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.ingest.ws.capture.CaptureView;
import io.tickhouse.ingest.ws.report.CaptureReport;
import io.tickhouse.ingest.ws.setup.CaptureFactory;
import io.tickhouse.market.CaptureConnection;
import io.tickhouse.market.CaptureRun;
import io.tickhouse.market.CaptureRunState;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.market.CaptureTarget;
import io.tickhouse.schemas.market.FeedReasons;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session at work on this replica: captures of its venues, changed as it is changed. What fails is tried again until the
 * session is no longer this replica's. A thread of its own; what it shows may be read from any.
 */
final class SessionRun {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRun.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int SHOWN_TROUBLES = 50;
    private static final Set<String> FINE = Set.of("LIVE", "LIVE/SYNCED", "CONNECTED");

    private final ServiceContext context;
    private final CaptureFactory factory;
    private final SymbolPatterns patterns;
    private final StopSignal stop;
    private final String group;
    private final String replica;
    private final Instant begun;
    private final Map<String, SessionCapture> captures = new LinkedHashMap<>();
    /** What is captured of each venue, and by which version of the session. */
    private final Map<String, Set<String>> symbols = new LinkedHashMap<>();

    private final Map<String, Integer> versions = new HashMap<>();
    private int reconnects;
    private final Thread thread;
    private volatile CaptureSession wanted;
    private volatile CaptureRun seen;
    private @Nullable CaptureSession applied;
    private @Nullable String error;

    /**
     * A session that begins, or goes on after another replica, at once.
     *
     * @param before what was said of it before, if anything
     */
    SessionRun(
            CaptureSession session,
            @Nullable CaptureRun before,
            String group,
            String replica,
            ServiceContext context,
            CaptureFactory factory,
            SymbolPatterns patterns) {
        this.wanted = session;
        this.reconnects = session.getReconnects();
        this.group = group;
        this.replica = replica;
        this.context = context;
        this.factory = factory;
        this.patterns = patterns;
        this.stop = context.stop().child();
        this.begun = before == null || before.getState() == CaptureRunState.ENDED ? now() : before.getBeginTime();
        this.seen = look(CaptureRunState.STARTING, null);
        this.thread =
                Thread.ofPlatform().name("session " + session.getSessionId()).start(this::run);
    }

    /** Has it follow another version. */
    void follow(CaptureSession session) {
        wanted = session;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** How it stands. */
    CaptureRun seen() {
        return seen;
    }

    private void run() {
        try {
            while (!stop.isStopping()) {
                boolean fine = step();
                seen = look(captures.isEmpty() ? CaptureRunState.STARTING : CaptureRunState.RUNNING, null);
                stop.await(fine ? LOOK : AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            captures.values().forEach(SessionCapture::close);
            seen = look(CaptureRunState.ENDED, report());
        }
    }

    /** Brings the captures in step with what is wanted; false when that failed of one, which does not keep the others. */
    private boolean step() throws InterruptedException {
        CaptureSession session = wanted;
        String failed = null;
        for (CaptureTarget target : session.getTargets()) {
            try {
                follow(session, target);
            } catch (RuntimeException e) {
                failed = target.getVenue() + ": " + e.getMessage();
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("session", session.getSessionId())
                        .addKeyValue("venue", target.getVenue())
                        .log("cannot be captured as wanted; trying again");
            }
        }
        List<String> venues =
                session.getTargets().stream().map(CaptureTarget::getVenue).toList();
        for (String venue : List.copyOf(captures.keySet())) {
            if (!venues.contains(venue)) {
                leave(venue);
            }
        }
        if (session.getReconnects() > reconnects) {
            captures.values().forEach(capture -> capture.capture().reconnect());
            reconnects = session.getReconnects();
        }
        error = failed;
        if (failed == null) {
            applied = session;
        }
        return failed == null;
    }

    private void leave(String venue) {
        SessionCapture capture = captures.remove(venue);
        symbols.remove(venue);
        if (capture != null) {
            capture.close();
        }
    }

    private void follow(CaptureSession session, CaptureTarget target) throws InterruptedException {
        String venue = target.getVenue();
        SessionCapture capture = captures.get(venue);
        if (capture != null && capture.hasEnded()) {
            leave(venue);
            throw new IllegalStateException(capture.failure());
        }
        Set<String> now = patterns.symbols(target);
        if (capture == null) {
            if (!now.isEmpty()) {
                captures.put(
                        venue, new SessionCapture(session, target, List.copyOf(now), factory, context.config(), stop));
            }
        } else if (session.getVersion() != versions.getOrDefault(venue, 0) || !now.equals(symbols.get(venue))) {
            if (now.isEmpty()) {
                leave(venue);
            } else {
                boolean asked = session.getVersion() != versions.getOrDefault(venue, 0);
                capture.change(session, List.copyOf(now), asked ? "no longer captured" : FeedReasons.DELISTED);
            }
        }
        symbols.put(venue, new TreeSet<>(now));
        versions.put(venue, session.getVersion());
    }

    private List<CaptureView> views() {
        return captures.values().stream()
                .map(capture -> capture.capture().view())
                .toList();
    }

    private String report() {
        Duration length = Duration.between(begun, now());
        try {
            return new ObjectMapper().writeValueAsString(CaptureReport.of(length, views()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private CaptureRun look(CaptureRunState state, @Nullable String report) {
        List<CaptureView.Row> feeds =
                views().stream().flatMap(view -> view.feeds().stream()).toList();
        CaptureSession about = applied == null ? wanted : applied;
        return CaptureRun.newBuilder()
                .setSessionId(about.getSessionId())
                .setGroup(group)
                .setReplica(replica)
                .setState(error == null || state == CaptureRunState.ENDED ? state : CaptureRunState.FAILED)
                .setVersion(about.getVersion())
                .setBeginTime(begun)
                .setUpdateTime(now())
                .setSymbols((int)
                        feeds.stream().map(CaptureView.Row::symbol).distinct().count())
                .setReceived(feeds.stream().mapToLong(CaptureView.Row::received).sum())
                .setPublished(
                        feeds.stream().mapToLong(CaptureView.Row::published).sum())
                .setMissing(feeds.stream().mapToLong(CaptureView.Row::missing).sum())
                .setLost(feeds.stream().mapToLong(CaptureView.Row::lost).sum())
                .setResyncs(feeds.stream().mapToLong(CaptureView.Row::resyncs).sum())
                .setConnections(connections())
                .setTroubles(feeds.stream()
                        .filter(row -> !FINE.contains(row.state()))
                        .limit(SHOWN_TROUBLES)
                        .map(row -> row.symbol() + " " + row.type() + ": " + row.state())
                        .toList())
                .setError(error)
                .setReport(report)
                .build();
    }

    private List<CaptureConnection> connections() {
        List<CaptureConnection> all = new ArrayList<>();
        for (CaptureView view : views()) {
            view.connections()
                    .forEach(connection -> all.add(new CaptureConnection(
                            view.venue(), connection.name(), connection.state(), connection.detail())));
        }
        return all;
    }

    /** Ends it in order; returns how it stood at its end. */
    CaptureRun end() throws InterruptedException {
        stop.stop();
        thread.join();
        return seen;
    }
}
