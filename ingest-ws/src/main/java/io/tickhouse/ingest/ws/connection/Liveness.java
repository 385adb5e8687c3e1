package io.tickhouse.ingest.ws.connection;

import java.util.concurrent.atomic.AtomicLong;

/** When good data last came through. Heartbeats and answers are no data. Thread-safe. */
public final class Liveness {
    private final AtomicLong records = new AtomicLong();

    /** A record came through. */
    public void good() {
        records.incrementAndGet();
    }

    /** How many came through so far. */
    long records() {
        return records.get();
    }
}
