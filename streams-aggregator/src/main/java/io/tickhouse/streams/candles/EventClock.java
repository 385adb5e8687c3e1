package io.tickhouse.streams.candles;

/**
 * Where an instrument's trades are in event time. It follows the newest trade; a trade older than the allowed step back
 * begins a new pass (an earlier archive loaded after a later one) and sets it back.
 */
final class EventClock {
    /** No trade was seen. */
    static final long UNSET = Long.MIN_VALUE;

    private final long stepBack;
    private long now;

    /**
     * @param stepBack microseconds; a trade older than the clock by more begins a new pass
     * @param now where it stood, microseconds since 1970-01-01T00:00:00Z, or {@link #UNSET}
     */
    EventClock(long stepBack, long now) {
        this.stepBack = stepBack;
        this.now = now;
    }

    /** Takes note of a trade's event time; true when it begins a new pass. */
    boolean observe(long time) {
        if (time > now) {
            now = time;
            return false;
        }
        boolean steppedBack = now - time > stepBack;
        now = steppedBack ? time : now;
        return steppedBack;
    }

    /** Microseconds since 1970-01-01T00:00:00Z, or {@link #UNSET}. */
    long now() {
        return now;
    }
}
