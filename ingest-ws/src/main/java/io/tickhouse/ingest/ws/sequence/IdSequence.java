package io.tickhouse.ingest.ws.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows one symbol's ids, each of which is its predecessor plus one. Remembers what is missing, so that an id that comes
 * late is told from one that comes twice. Not thread-safe.
 */
public final class IdSequence {
    /** Stretches of missing ids remembered; of more, the oldest count as lost for good. */
    static final int MOST_STRETCHES = 1_000;

    private static final Step FIRST = new Step.First();
    private static final Step NEXT = new Step.Next();
    private static final Step REPEATED = new Step.Repeated();

    private record Stretch(long first, long last) {}

    private final List<Stretch> missing = new ArrayList<>();
    private long highest = -1;
    private long lost;

    /** Takes an id of 0 or more into account. */
    public Step observe(long id) {
        return observe(id, id);
    }

    /**
     * Takes a run of ids into account that one record stands for.
     *
     * @param first 0 or more
     * @param last inclusive, at or behind {@code first}
     */
    public Step observe(long first, long last) {
        long before = highest;
        if (before >= 0 && last <= before) {
            long found = find(first, last);
            return found > 0 ? new Step.Late(found) : REPEATED;
        }
        highest = last;
        if (before < 0) {
            return FIRST;
        }
        if (first <= before + 1) {
            find(first, before);
            return NEXT;
        }
        remember(new Stretch(before + 1, first - 1));
        return new Step.Gap(before + 1, first - 1);
    }

    private void remember(Stretch stretch) {
        if (missing.size() == MOST_STRETCHES) {
            Stretch oldest = missing.removeFirst();
            lost += oldest.last - oldest.first + 1;
        }
        missing.add(stretch);
    }

    /** Takes the ids out of what is missing and counts them. */
    private long find(long first, long last) {
        long found = 0;
        for (int i = missing.size() - 1; i >= 0 && missing.get(i).last >= first; i--) {
            Stretch stretch = missing.get(i);
            long from = Math.max(first, stretch.first);
            long to = Math.min(last, stretch.last);
            if (from <= to) {
                found += to - from + 1;
                missing.remove(i);
                if (to < stretch.last) {
                    missing.add(i, new Stretch(to + 1, stretch.last));
                }
                if (stretch.first < from) {
                    missing.add(i, new Stretch(stretch.first, from - 1));
                }
            }
        }
        return found;
    }

    /** The highest id seen; -1 before the first. */
    public long highest() {
        return highest;
    }

    /** Ids passed over and not come since. */
    public long missing() {
        long sum = lost;
        for (Stretch stretch : missing) {
            sum += stretch.last - stretch.first + 1;
        }
        return sum;
    }
}
