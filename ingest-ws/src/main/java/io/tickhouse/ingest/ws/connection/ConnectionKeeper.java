package io.tickhouse.ingest.ws.connection;

import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps one connection up until the stop: opens it, watches it, and opens it again after any end, since a clean close by
 * the venue is a fault too. The backoff begins anew only after good data, not after a mere handshake.
 */
public final class ConnectionKeeper implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final URI address;
    private final Settings settings;
    private final FrameQueue frames;
    private final Liveness liveness;
    private final Consumer<ConnectionState> listener;
    private final StopSignal stop;

    /**
     * How patient the connection is.
     *
     * @param connect for a handshake
     * @param stale without good data before an open connection is given up
     * @param backoff between attempts
     */
    public record Settings(Duration connect, Duration stale, Backoff backoff) {}

    /** @param listener hears of every change of state, on the thread that runs this */
    public ConnectionKeeper(
            URI address,
            Settings settings,
            FrameQueue frames,
            Liveness liveness,
            Consumer<ConnectionState> listener,
            StopSignal stop) {
        this.address = address;
        this.settings = settings;
        this.frames = frames;
        this.liveness = liveness;
        this.listener = listener;
        this.stop = stop;
    }

    @Override
    public void run() {
        RandomGenerator random = RandomGenerator.getDefault();
        int failures = 0;
        try {
            while (!stop.isStopping()) {
                long before = liveness.records();
                listener.accept(new ConnectionState.Connecting(failures + 1));
                String why = connectAndWatch(before);
                if (!stop.isStopping()) {
                    failures = liveness.records() > before ? 1 : failures + 1;
                    Duration delay = settings.backoff().delay(failures, random);
                    listener.accept(new ConnectionState.BackingOff(why, delay));
                    stop.await(delay);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.accept(new ConnectionState.Closed());
    }

    private String connectAndWatch(long before) throws InterruptedException {
        try (VenueSocket socket = VenueSocket.open(address, settings.connect(), frames, InstantSource.system())) {
            listener.accept(new ConnectionState.Open());
            return watch(socket, before);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String watch(VenueSocket socket, long before) throws InterruptedException {
        long seen = before;
        long lastGood = System.nanoTime();
        boolean live = false;
        while (!stop.isStopping()) {
            var end = socket.awaitEnd(LOOK);
            if (end.isPresent()) {
                return end.get();
            }
            long now = liveness.records();
            if (now > seen) {
                seen = now;
                lastGood = System.nanoTime();
                if (!live) {
                    live = true;
                    listener.accept(new ConnectionState.Live());
                }
            } else if (System.nanoTime() - lastGood > settings.stale().toNanos()) {
                return "stale: no record for " + settings.stale().toMillis() + " ms";
            }
        }
        return "stopping";
    }
}
