package io.tickhouse.streams.candles;

import java.time.Duration;

/** Since when nothing was heard. Times are milliseconds since 1970-01-01T00:00:00Z. */
final class Quiet {
    private long heardAt;
    private long lastPublished;

    /** @param now when listening began */
    Quiet(long now) {
        this.heardAt = now;
        this.lastPublished = Long.MIN_VALUE;
    }

    /**
     * Takes note of a record.
     *
     * @param published its timestamp, when it was published
     */
    void heard(long now, long published) {
        heardAt = now;
        lastPublished = published;
    }

    /** True when nothing was heard for that long. */
    boolean silentFor(Duration silence, long now) {
        return now - heardAt >= silence.toMillis();
    }

    /** True when the last record was read within that time of being published, so that no backlog lies before us. */
    boolean caughtUp(Duration lag, long now) {
        return lastPublished != Long.MIN_VALUE && heardAt - lastPublished <= lag.toMillis() && heardAt <= now;
    }
}
