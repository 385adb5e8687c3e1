package io.tickhouse.streams.coverage;

/**
 * One unbroken run of ids. It changes while ids come; what is between it and the run below is the hole below it. Times are
 * microseconds since 1970-01-01T00:00:00Z.
 */
public final class Run {
    /** Stands for "not by event time": the hole below was not passed over in ascending order. */
    static final long NEVER = Long.MAX_VALUE;

    long first;
    long last;
    long earliest;
    long latest;
    /** The hole below was told. */
    boolean told;
    /** Event time reached when the hole below was passed over, or {@link #NEVER}. */
    long since;

    /** How many ids had been added by then; after a restart the count begins anew. */
    long sinceAdded;

    /** Differs from what the store holds. */
    boolean modified = true;
    /** Grown since it was last told. */
    boolean grown = true;
    /** Joined to another one. */
    boolean gone;
    /** Where the run below ended when it was last looked at, and since when (milliseconds since 1970-01-01T00:00:00Z). */
    long belowEnded = Long.MIN_VALUE;

    long belowEndedSince;

    /** A run as saved. */
    public Run(long first, long last, long earliest, long latest, boolean told, long since) {
        this.first = first;
        this.last = last;
        this.earliest = earliest;
        this.latest = latest;
        this.told = told;
        this.since = since;
    }

    /** Lowest id. */
    public long first() {
        return first;
    }

    /** Highest id. */
    public long last() {
        return last;
    }

    /** Earliest event time of its trades, or a moment just before a stretch that is proven to begin with it. */
    public long earliest() {
        return earliest;
    }

    /** Latest event time of its trades, or the end of a stretch that is proven to end with it. */
    public long latest() {
        return latest;
    }

    /** True when the hole below was told. */
    public boolean told() {
        return told;
    }

    /** Event time reached when the hole below was passed over. */
    public long since() {
        return since;
    }

    boolean holds(long id) {
        return first <= id && id <= last;
    }

    void add(long id, long time) {
        first = Math.min(first, id);
        last = Math.max(last, id);
        reach(time, time);
    }

    void reach(long from, long to) {
        earliest = Math.min(earliest, from);
        latest = Math.max(latest, to);
        modified = true;
        grown = true;
    }

    void join(Run above) {
        last = above.last;
        reach(above.earliest, above.latest);
        above.gone = true;
    }
}
