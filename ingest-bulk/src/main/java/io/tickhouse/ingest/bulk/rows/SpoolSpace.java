package io.tickhouse.ingest.bulk.rows;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of disk that a process's spools may take together. Thread-safe. */
public final class SpoolSpace {
    private final AtomicLong left;

    /** @param bytes 0 or more; with 0 every file is read twice */
    public SpoolSpace(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** Whether so many bytes can be taken now. */
    boolean has(long bytes) {
        return left.get() >= bytes;
    }

    /** Takes so many bytes, or none; says which. */
    boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        give(bytes);
        return false;
    }

    void give(long bytes) {
        left.addAndGet(bytes);
    }
}
