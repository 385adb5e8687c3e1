package io.tickhouse.ingest.ws.rest;

import io.tickhouse.ingest.ws.venue.RestLimit;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a venue allows of requests, shared by all who ask it. Weight is counted in the venue's windows of full minutes; what
 * its headers say wins over our own count. After a refusal nothing is asked until the venue's time is over. Thread-safe.
 */
public final class RestBudget {
    /** The part of the budget that is used; others may ask from the same address. */
    private static final double SHARE = 0.8;

    private static final Duration LOOK = Duration.ofMillis(20);

    private final InstantSource clock;
    private RestLimit limit;
    private long window;
    private long used;
    private Instant closedUntil = Instant.MIN;

    public RestBudget(RestLimit limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** The venue has told its budget. */
    synchronized void set(RestLimit told) {
        limit = told;
    }

    /** The budget in force. */
    public synchronized RestLimit limit() {
        return limit;
    }

    /** Weight counted in the running window. */
    public synchronized long used() {
        roll();
        return used;
    }

    /**
     * Waits until the weight may be spent, and spends it.
     *
     * @throws IOException if the stop comes first
     */
    void spend(int weight, StopSignal stop) throws IOException, InterruptedException {
        while (!trySpend(weight)) {
            if (stop.await(LOOK)) {
                throw new IOException("stopping");
            }
        }
    }

    synchronized boolean trySpend(int weight) {
        roll();
        if (clock.instant().isBefore(closedUntil)) {
            return false;
        }
        // a request heavier than the share must not wait for ever
        if (used > 0 && used + weight > limit.weight() * SHARE) {
            return false;
        }
        used += weight;
        return true;
    }

    /** The venue says how much is used in the running window. */
    synchronized void observe(long told) {
        roll();
        used = Math.max(used, told);
    }

    /** The venue refuses everything until then. */
    synchronized void close(Instant until) {
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }

    /** Until when nothing is asked. */
    public synchronized Instant closedUntil() {
        return closedUntil;
    }

    private void roll() {
        long now = Math.floorDiv(clock.instant().toEpochMilli(), limit.window().toMillis());
        if (now != window) {
            window = now;
            used = 0;
        }
    }
}
