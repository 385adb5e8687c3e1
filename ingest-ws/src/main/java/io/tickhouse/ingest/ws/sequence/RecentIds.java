package io.tickhouse.ingest.ws.sequence;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells repetitions where ids only identify: remembers the latest so many. What is missing cannot be told then. Not
 * thread-safe.
 */
public final class RecentIds {
    private static final Step NEXT = new Step.Next();
    private static final Step REPEATED = new Step.Repeated();

    private final Set<String> seen = new LinkedHashSet<>();
    private final int most;

    /** @param most ids remembered, 1 or more */
    public RecentIds(int most) {
        this.most = most;
    }

    /** Takes an id into account. */
    public Step observe(String id) {
        if (!seen.add(id)) {
            return REPEATED;
        }
        if (seen.size() > most) {
            var oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return NEXT;
    }
}
