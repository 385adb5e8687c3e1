package io.tickhouse.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the service is to stop. Thread-safe. */
public final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final CountDownLatch latch = new CountDownLatch(1);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Asks for the stop; further calls do nothing. */
    public synchronized void stop() {
        if (!isStopping()) {
            latch.countDown();
            listeners.forEach(StopSignal::tell);
        }
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a listener of the stop failed; the others are told all the same");
        }
    }

    public boolean isStopping() {
        return latch.getCount() == 0;
    }

    /** Runs when the stop is asked for, at once if it has been: for waking up a consumer's poll and the like. */
    public synchronized void onStop(Runnable listener) {
        if (isStopping()) {
            tell(listener);
        } else {
            listeners.add(listener);
        }
    }

    /** A signal of its own for a part of the service, which is given with this one at the latest. */
    public StopSignal child() {
        StopSignal child = new StopSignal();
        Runnable tell = child::stop;
        onStop(tell);
        child.onStop(() -> listeners.remove(tell));
        return child;
    }

    /** Waits for the stop. */
    public void await() throws InterruptedException {
        latch.await();
    }

    /** Waits for the stop, but not longer than that; true when it came. */
    public boolean await(Duration atMost) throws InterruptedException {
        return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
