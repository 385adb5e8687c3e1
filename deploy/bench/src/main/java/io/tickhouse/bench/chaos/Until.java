package io.tickhouse.bench.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for conditions. */
final class Until {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Until() {}

    /** Waits for the condition; an error that names it when it does not come true in time. */
    static void holds(String what, Duration patience, BooleanSupplier condition) {
        if (!within(patience, condition)) {
            throw new ChaosException("waited " + patience.toSeconds() + " s for this, in vain: " + what);
        }
    }

    /** Waits for the condition, but not for ever; says whether it came true. */
    static boolean within(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new ChaosException("interrupted");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return true;
    }
}
