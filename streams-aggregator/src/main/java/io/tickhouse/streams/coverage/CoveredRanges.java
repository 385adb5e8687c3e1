package io.tickhouse.streams.coverage;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ids seen of one instrument whose venue numbers its trades without holes, as runs: it answers "seen?" and "missing?"
 * at once and stays small, for every hole closed joins two runs into one.
 *
 * <p>Completeness rests on ids growing with event time, which is what a venue's contiguous trade ids mean.
 */
public final class CoveredRanges {
    private final TreeMap<Long, Run> byFirst = new TreeMap<>();
    private @Nullable Run recent;

    public CoveredRanges() {}

    /** Coverage as {@link #runs} gave it. */
    public CoveredRanges(Collection<Run> runs) {
        runs.forEach(run -> byFirst.put(run.first(), run));
    }

    /** True when the trade of that id was seen. */
    public boolean seen(long id) {
        Run run = recent;
        return (run != null && run.holds(id)) || holder(id) != null;
    }

    /**
     * Marks a trade as seen.
     *
     * @param id its id, not seen before
     * @param time its event time, microseconds since 1970-01-01T00:00:00Z
     * @return where this may complete a proof
     */
    public Growth add(long id, long time) {
        Run below = recent != null && recent.last() + 1 == id ? recent : ending(id - 1);
        Run above = byFirst.get(id + 1);
        if (below != null && above != null) {
            byFirst.remove(above.first());
            Run joined = below.with(id, time).joined(above);
            put(joined);
            return new Growth(joined.earliest(), joined.latest());
        }
        Run before = below != null ? below : above;
        if (before == null) {
            put(new Run(id, id, time, time));
            return Growth.NOTHING;
        }
        if (before == above) {
            byFirst.remove(above.first());
        }
        Run after = before.with(id, time);
        put(after);
        return grown(before, after);
    }

    private static Growth grown(Run before, Run after) {
        boolean earlier = after.earliest() < before.earliest();
        boolean later = after.latest() > before.latest();
        if (!earlier && !later) {
            return Growth.NOTHING;
        }
        return new Growth(earlier ? after.earliest() : before.latest(), later ? after.latest() : before.earliest());
    }

    /**
     * True when every trade of a stretch of time is known to have been seen: one run holds all the given ids, reaches back
     * to a trade before the stretch and forward to one at or after its end.
     *
     * @param lowest lowest id seen within the stretch
     * @param highest highest id seen within the stretch
     * @param from start of the stretch, inclusive, microseconds since 1970-01-01T00:00:00Z
     * @param to its end, exclusive
     */
    public boolean proves(long lowest, long highest, long from, long to) {
        Run run = recent != null && recent.holds(lowest) ? recent : holder(lowest);
        return run != null && run.holds(highest) && run.earliest() < from && run.latest() >= to;
    }

    /** True when seen trades may lie within {@code from} (inclusive) and {@code to} (exclusive). */
    public boolean touches(long from, long to) {
        return byFirst.values().stream().anyMatch(run -> run.earliest() < to && run.latest() >= from);
    }

    /** The runs, lowest ids first; what lies between two is missing. */
    public Collection<Run> runs() {
        return byFirst.values();
    }

    private void put(Run run) {
        byFirst.put(run.first(), run);
        recent = run;
    }

    private @Nullable Run ending(long id) {
        Run run = holder(id);
        return run != null && run.last() == id ? run : null;
    }

    private @Nullable Run holder(long id) {
        Map.Entry<Long, Run> entry = byFirst.floorEntry(id);
        return entry != null && entry.getValue().holds(id) ? entry.getValue() : null;
    }
}
