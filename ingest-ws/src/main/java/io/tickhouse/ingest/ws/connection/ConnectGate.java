package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.Limits;
import io.tickhouse.service.StopSignal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all connections of a venue within what it allows of attempts to connect. While the venue cannot be reached, one
 * connection at a time tries, and half of the budget is kept back for the moment when all may. Thread-safe.
 */
public final class ConnectGate {
    /** Of the venue's limit; its window slides, ours does not. */
    private static final double CAREFUL = 0.8;

    private static final long LOOK_MILLIS = 20;

    private final double capacity;
    private final double perNano;
    private double tokens;
    private long filled = System.nanoTime();
    private boolean down;
    private @Nullable Thread probing;

    public ConnectGate(Limits limits) {
        // a sixth at once and the rest steadily stay below the limit in any window
        capacity = Math.max(2, limits.attempts() / 6.0);
        perNano = limits.attempts() * CAREFUL / limits.attemptsWithin().toNanos();
        tokens = capacity;
    }

    /** Waits for this thread's turn to connect; gives up on the stop. */
    synchronized void enter(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            long now = System.nanoTime();
            tokens = Math.min(capacity, tokens + (now - filled) * perNano);
            filled = now;
            boolean turn = !down || probing == null || probing.equals(Thread.currentThread());
            if (turn && tokens >= 1 + (down ? capacity / 2 : 0)) {
                tokens -= 1;
                probing = down ? Thread.currentThread() : null;
                return;
            }
            wait(LOOK_MILLIS);
        }
    }

    /** The venue could be reached. */
    synchronized void reached() {
        down = false;
        probing = null;
        notifyAll();
    }

    /** It could not. */
    synchronized void missed() {
        down = true;
        probing = null;
    }
}
