package io.tickhouse.ingest.ws.session;

import io.tickhouse.ingest.ws.capture.Capture;
import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.setup.CaptureFactory;
import io.tickhouse.ingest.ws.setup.VenueSetup;
import io.tickhouse.ingest.ws.setup.Venues;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.market.CaptureTarget;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.config.ServiceConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** A session's capture of one venue, on a thread of its own. Used by the session's thread alone. */
final class SessionCapture implements AutoCloseable {
    private final VenueSetup setup;
    private final CaptureFactory.Ready ready;
    private final StopSignal stop;
    private final FutureTask<Boolean> work;
    private final Thread thread;

    /**
     * One that has begun.
     *
     * @throws IllegalArgumentException if the venue lacks something that is wanted
     */
    SessionCapture(
            CaptureSession session,
            CaptureTarget target,
            List<String> symbols,
            CaptureFactory factory,
            ServiceConfig config,
            StopSignal stop)
            throws InterruptedException {
        VenueAdapter venue = venue(target.getVenue());
        this.setup = new VenueSetup(config, venue);
        this.stop = stop.child();
        CaptureSettings settings = settings(setup, CaptureFactory.newId(), session, symbols);
        this.ready = factory.make(venue, settings, session.getSessionId() + " " + target.getVenue(), this.stop);
        this.work = new FutureTask<>(() -> {
            ready.capture().run();
            return true;
        });
        this.thread = Thread.ofPlatform()
                .name("capture " + session.getSessionId() + " " + target.getVenue())
                .start(work);
    }

    private static VenueAdapter venue(String name) {
        return Venues.of(name)
                .orElseThrow(() -> new IllegalArgumentException("expected a venue out of "
                        + Venues.all().stream().map(each -> each.venue().name()).collect(Collectors.joining(", "))
                        + ", found '" + name + "'"));
    }

    private static CaptureSettings settings(
            VenueSetup setup, String captureId, CaptureSession session, List<String> symbols) {
        return setup.capture(
                captureId,
                selection(setup, session, symbols),
                session.getDepth(),
                Duration.ofMillis(session.getIntervalMs()));
    }

    private static Selection selection(VenueSetup setup, CaptureSession session, List<String> symbols) {
        return setup.selection(
                symbols,
                session.getDataTypes().stream().map(DataType::of).collect(Collectors.toSet()),
                session.getKlineIntervals().stream().map(Interval::of).toList(),
                session.getDepth());
    }

    /**
     * Checks that a venue has what is wanted of it.
     *
     * @throws IllegalArgumentException saying what it lacks
     */
    static void check(ServiceConfig config, CaptureSession session, CaptureTarget target) {
        selection(new VenueSetup(config, venue(target.getVenue())), session, target.getSymbols());
    }

    /** Goes on with another version of the session, or with other symbols of its patterns. */
    void change(CaptureSession session, List<String> symbols, String why) throws InterruptedException {
        capture().change(settings(setup, capture().settings().captureId(), session, symbols), why);
    }

    Capture capture() {
        return ready.capture();
    }

    /** Whether it has ended, as by a record that Kafka refuses for good. */
    boolean hasEnded() {
        return work.isDone();
    }

    /** Ends it in order and waits for it. */
    @Override
    public void close() {
        stop.stop();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        ready.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why it has ended; empty when it was told to. */
    String failure() {
        try {
            work.get();
            return "";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
