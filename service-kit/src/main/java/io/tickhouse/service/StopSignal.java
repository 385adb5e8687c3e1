package io.tickhouse.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says once that the service is to stop. Thread-safe. */
public final class StopSignal {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Asks for the stop; further calls do nothing. */
    public synchronized void stop() {
        if (!isStopping()) {
            latch.countDown();
            listeners.forEach(Runnable::run);
        }
    }

    public boolean isStopping() {
        return latch.getCount() == 0;
    }

    /** Runs when the stop is asked for, at once if it has been: for waking up a consumer's poll and the like. */
    public synchronized void onStop(Runnable listener) {
        if (isStopping()) {
            listener.run();
        } else {
            listeners.add(listener);
        }
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
