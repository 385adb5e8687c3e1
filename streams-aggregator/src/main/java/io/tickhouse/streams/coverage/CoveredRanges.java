package io.tickhouse.streams.coverage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The ids seen of one instrument whose venue numbers its trades without holes, as runs: it answers "seen?" and "missing?"
 * at once and stays small, for every hole closed joins two runs into one. Holes that a venue's documented rule calls
 * harmless are kept aside, so that they part no runs.
 *
 * <p>Completeness rests on ids growing with event time, which is what a venue's contiguous trade ids mean.
 */
public final class CoveredRanges {
    /** Harmless ids remembered; of more the lowest are forgotten, and one of those that comes after all counts as seen. */
    private static final int MOST_HARMLESS = 50_000;

    /** Ids come out of order by a few places, however far apart their trades are in time. */
    private static final long OUT_OF_ORDER = 32;

    private final HarmlessHoles rule;
    private final TreeMap<Long, Run> byFirst = new TreeMap<>();
    /** Ids within runs that were not seen and do not matter. */
    private final TreeSet<Long> harmless = new TreeSet<>();

    private final Set<Long> harmlessChanged = new HashSet<>();
    private final Set<Long> firstsGone = new HashSet<>();
    /** Runs whose hole below is not told. */
    private final Deque<Run> untold = new ArrayDeque<>();

    /** No hole that is not told was passed over before it. */
    private long nextSince = Run.NEVER;
    /** Ids added. */
    private long added;

    private @Nullable Run recent;
    private @Nullable Run top;

    public CoveredRanges(HarmlessHoles rule) {
        this(rule, List.of(), List.of());
    }

    /** Coverage as it was saved. */
    public CoveredRanges(HarmlessHoles rule, Collection<Run> runs, Collection<Long> harmless) {
        this.rule = rule;
        this.harmless.addAll(harmless);
        for (Run run : runs) {
            run.modified = false;
            byFirst.put(run.first, run);
        }
        byFirst.values().stream().skip(1).filter(run -> !run.told).forEach(this::leaveUntold);
        top = byFirst.isEmpty() ? null : byFirst.lastEntry().getValue();
        recent = top;
    }

    /** True when the trade of that id was seen. */
    public boolean seen(long id) {
        Run run = recent;
        if (run == null || !run.holds(id)) {
            run = holder(id);
        }
        return run != null && (harmless.isEmpty() || !harmless.contains(id));
    }

    /** True when the id is missing by the venue's rule, so that nobody expects it. */
    public boolean isHarmless(long id) {
        return !harmless.isEmpty() && harmless.contains(id);
    }

    /**
     * Marks a trade as seen.
     *
     * @param id its id, not seen before
     * @param time its event time, microseconds since 1970-01-01T00:00:00Z
     * @param clock event time reached, microseconds since 1970-01-01T00:00:00Z
     * @return where this may complete a proof
     */
    public Growth add(long id, long time, long clock) {
        added++;
        Run run = top;
        if (run != null && run.last + 1 == id) {
            long before = run.latest;
            run.last = id;
            run.reach(time, time);
            recent = run;
            return run.latest > before ? new Growth(before, run.latest) : Growth.NOTHING;
        }
        return addElsewhere(id, time, clock);
    }

    private Growth addElsewhere(long id, long time, long clock) {
        if (harmless.remove(id)) {
            harmlessChanged.add(id);
            return Growth.NOTHING;
        }
        Run below = holder(id - 1);
        Run above = byFirst.get(id + 1);
        if (below == null) {
            if (above == null) {
                begin(id, time, clock);
                return Growth.NOTHING;
            }
            // the run begins one id earlier now
            byFirst.remove(above.first);
            firstsGone.add(above.first);
            long earliest = above.earliest;
            above.add(id, time);
            put(above);
            return time < earliest ? new Growth(time, earliest) : Growth.NOTHING;
        }
        long latest = below.latest;
        below.add(id, time);
        recent = below;
        if (above == null) {
            return below.latest > latest ? new Growth(latest, below.latest) : Growth.NOTHING;
        }
        return join(below, above, Math.min(latest, time));
    }

    private Growth join(Run below, Run above, long from) {
        Growth growth =
                new Growth(Math.min(from, above.earliest), Math.max(from, above.earliest), above.told ? below : null);
        below.join(above);
        byFirst.remove(above.first);
        firstsGone.add(above.first);
        if (above == top) {
            top = below;
        }
        recent = below;
        return growth;
    }

    private void begin(long id, long time, long clock) {
        Map.Entry<Long, Run> lower = byFirst.lowerEntry(id);
        Map.Entry<Long, Run> higher = byFirst.higherEntry(id);
        Run run = new Run(id, id, time, time, false, clock);
        run.sinceAdded = added;
        if (lower == null) {
            if (higher != null) {
                // what is between may be coming just now, in ascending order
                Run above = higher.getValue();
                above.told = false;
                above.since = Run.NEVER;
                above.modified = true;
                leaveUntold(above);
            }
        } else if (higher != null && higher.getValue().told) {
            run.told = true;
        } else {
            leaveUntold(run);
        }
        put(run);
        if (higher == null) {
            top = run;
        }
    }

    private void leaveUntold(Run above) {
        untold.addLast(above);
        nextSince = Math.min(nextSince, above.since);
    }

    private void put(Run run) {
        byFirst.put(run.first, run);
        firstsGone.remove(run.first);
        recent = run;
    }

    /** True when a hole is waiting to be told. */
    public boolean hasUntold() {
        return !untold.isEmpty();
    }

    /**
     * Tells the holes that were passed over in ascending order by the time the clock read {@code until} or less, and more than
     * a few ids ago. Those the venue's rule explains are closed by it.
     */
    public void tellPassedOver(long until, Consumer<Hole> told) {
        if (until < nextSince || nextSince == Run.NEVER) {
            return;
        }
        nextSince = Run.NEVER;
        for (int i = untold.size(); i > 0; i--) {
            Run run = untold.removeFirst();
            if (run.since != Run.NEVER && run.since <= until && added - run.sinceAdded >= OUT_OF_ORDER) {
                tell(run, told);
            } else if (!run.gone) {
                leaveUntold(run);
            }
        }
    }

    /**
     * Tells the holes into which nothing has come for a while, however they came about.
     *
     * @param now wall clock, milliseconds since 1970-01-01T00:00:00Z
     * @param quiet how long nothing must have come, milliseconds
     */
    public void tellQuiet(long now, long quiet, Consumer<Hole> told) {
        for (int i = untold.size(); i > 0; i--) {
            Run run = untold.removeFirst();
            Map.Entry<Long, Run> below = run.gone ? null : byFirst.lowerEntry(run.first);
            if (below == null) {
                continue;
            }
            long ended = below.getValue().last;
            if (run.belowEnded != ended) {
                run.belowEnded = ended;
                run.belowEndedSince = now;
            }
            if (now - run.belowEndedSince >= quiet) {
                tell(run, told);
            } else {
                untold.addLast(run);
            }
        }
    }

    /** Tells all holes that were passed over in ascending order: for ids that never come out of order. */
    public void tellAllPassedOver(Consumer<Hole> told) {
        for (int i = untold.size(); i > 0; i--) {
            Run run = untold.removeFirst();
            if (run.since != Run.NEVER) {
                tell(run, told);
            } else {
                leaveUntold(run);
            }
        }
    }

    private void tell(Run above, Consumer<Hole> told) {
        Map.Entry<Long, Run> lower = above.gone || above.told ? null : byFirst.lowerEntry(above.first);
        if (lower == null) {
            return;
        }
        Run below = lower.getValue();
        long first = below.last + 1;
        long last = above.first - 1;
        Optional<String> explanation = rule.explain(first, last);
        Hole hole = new Hole(first, last, below.latest, above.earliest, explanation.orElse(null));
        above.told = true;
        above.modified = true;
        if (explanation.isPresent()) {
            for (long id = first; id <= last; id++) {
                harmless.add(id);
                harmlessChanged.add(id);
            }
            while (harmless.size() > MOST_HARMLESS) {
                harmlessChanged.add(harmless.pollFirst());
            }
            join(below, above, below.latest);
        }
        told.accept(hole);
    }

    /**
     * Takes a proof into account that between two moments there were no trades but those of the given ids.
     *
     * @return where this may complete a proof; empty when not all of them were seen, and the proof is to be tried again
     */
    public Optional<Growth> claim(long first, long last, long from, long to) {
        Run run = holder(first);
        if (run == null || !run.holds(last)) {
            return Optional.empty();
        }
        long earliest = run.first == first ? from - 1 : run.earliest;
        long latest = run.last == last ? to : run.latest;
        run.reach(earliest, latest);
        return Optional.of(new Growth(from, to));
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
        return run != null && run.holds(highest) && run.earliest < from && run.latest >= to;
    }

    /** True when one run holds both ids. */
    public boolean hold(long lowest, long highest) {
        Run run = holder(lowest);
        return run != null && run.holds(highest);
    }

    /** True when seen trades may lie within {@code from} (inclusive) and {@code to} (exclusive). */
    public boolean touches(long from, long to) {
        return byFirst.values().stream().anyMatch(run -> run.earliest < to && run.latest >= from);
    }

    /** The runs, lowest ids first; what lies between two is missing. */
    public Collection<Run> runs() {
        return byFirst.values();
    }

    /** Takes the runs that have grown since the last time. */
    public List<Run> takeGrown() {
        List<Run> grown = new ArrayList<>();
        for (Run run : byFirst.values()) {
            if (run.grown) {
                run.grown = false;
                grown.add(run);
            }
        }
        return grown;
    }

    /** Hands what has changed since the last time to those who save it. */
    public void save(Consumer<Run> runs, LongConsumer firstsGone, LongConsumer harmless, LongConsumer harmlessGone) {
        this.firstsGone.forEach(firstsGone::accept);
        this.firstsGone.clear();
        for (Run run : byFirst.values()) {
            if (run.modified) {
                run.modified = false;
                runs.accept(run);
            }
        }
        for (long id : harmlessChanged) {
            (this.harmless.contains(id) ? harmless : harmlessGone).accept(id);
        }
        harmlessChanged.clear();
    }

    private @Nullable Run holder(long id) {
        Map.Entry<Long, Run> entry = byFirst.floorEntry(id);
        return entry != null && entry.getValue().holds(id) ? entry.getValue() : null;
    }
}
