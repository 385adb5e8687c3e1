package io.tickhouse.streams.gaps;

import io.tickhouse.market.GapStatus;
import io.tickhouse.streams.coverage.Fact.Lane;
import io.tickhouse.streams.coverage.Hole;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gaps in ids that follow one another: of an instrument's trades, or of the intervals of its klines. An id is missing when one
 * lane passed it over and no other has it; it is in one gap at a time. A gap into which some ids come falls apart into those
 * that came, which are repaired, and those that are still missing.
 */
final class IdGaps {
    /** A repair that stops for so long is told as far as it came. */
    static final long PAUSE_MILLIS = 5_000;

    private final String dataType;
    private final @Nullable IdTimes times;
    private final Map<Lane, RangeSet> seen = new EnumMap<>(Lane.class);
    private final RangeSet proven;
    private final List<IdGap> gaps;

    /** The stretch of time that an id stands for, where ids are intervals. Microseconds since 1970-01-01T00:00:00Z. */
    interface IdTimes {
        long from(long id);

        long to(long id);
    }

    /** @param times null where ids are the venue's own */
    IdGaps(String dataType, @Nullable IdTimes times) {
        this(dataType, times, Map.of(), new RangeSet(), List.of());
    }

    /** As they were saved. */
    IdGaps(String dataType, @Nullable IdTimes times, Map<Lane, RangeSet> seen, RangeSet proven, List<IdGap> gaps) {
        this.dataType = dataType;
        this.times = times;
        for (Lane lane : Lane.values()) {
            this.seen.put(lane, seen.getOrDefault(lane, new RangeSet()));
        }
        this.proven = proven;
        this.gaps = new ArrayList<>(gaps);
    }

    /**
     * A lane passed ids over.
     *
     * @param as the outage that explains why; null for none
     */
    void missing(Lane lane, Hole hole, String cause, @Nullable Outage as, GapWriter out, long now) {
        RangeSet wanted = new RangeSet();
        wanted.add(hole.first(), hole.last());
        seen.forEach((other, there) -> {
            if (other != lane) {
                there.within(hole.first(), hole.last()).forEach(part -> wanted.remove(part.first(), part.last()));
            }
        });
        proven.within(hole.first(), hole.last()).forEach(part -> wanted.remove(part.first(), part.last()));
        for (IdGap gap : gaps) {
            gap.missing().within(hole.first(), hole.last()).forEach(part -> wanted.remove(part.first(), part.last()));
        }
        String explanation = hole.explanation();
        Outage outage = as;
        for (RangeSet.Range range : wanted.ranges()) {
            String id = outage == null ? id(range) : outage.id();
            IdGap gap = IdGap.open(id, cause, range, hole.from(), hole.to(), outage == null ? now : outage.detected());
            outage = null;
            if (explanation == null) {
                gaps.add(gap);
                write(gap, range, id, GapStatus.OPEN, null, out, now);
            } else {
                write(gap, range, id, GapStatus.EXPLAINED, explanation, out, now);
            }
        }
    }

    /** A lane has all these ids. */
    void covered(Lane lane, long first, long last, GapWriter out, long now) {
        there(lane).add(first, last);
        repair(first, last, out, now);
    }

    /** All these ids are published, as is proven otherwise. */
    void proven(long first, long last, GapWriter out, long now) {
        proven.add(first, last);
        repair(first, last, out, now);
    }

    private void repair(long first, long last, GapWriter out, long now) {
        for (Iterator<IdGap> each = gaps.iterator(); each.hasNext(); ) {
            IdGap gap = each.next();
            if (gap.missing().within(first, last).isEmpty()) {
                continue;
            }
            gap.missing().remove(first, last);
            gap.touched().at = now;
            if (gap.missing().isEmpty()) {
                each.remove();
                write(gap, new RangeSet.Range(gap.first(), gap.last()), gap.id(), GapStatus.REPAIRED, null, out, now);
            }
        }
    }

    /** An id came that was explained. */
    void found(Lane lane, long id, GapWriter out, long now) {
        there(lane).add(id, id);
        RangeSet.Range range = new RangeSet.Range(id, id);
        IdGap gap = IdGap.open(id(range), "MISSING_IDS", range, null, null, now);
        write(gap, range, gap.id(), GapStatus.REPAIRED, null, out, now);
    }

    /** Tells of repairs that have stopped how far they came; true when there was one. */
    boolean tellPaused(GapWriter out, long now) {
        List<IdGap> parted = new ArrayList<>();
        for (Iterator<IdGap> each = gaps.iterator(); each.hasNext(); ) {
            IdGap gap = each.next();
            if (gap.touched().at <= now - PAUSE_MILLIS) {
                each.remove();
                parted.addAll(part(gap, out, now));
            }
        }
        gaps.addAll(parted);
        return !parted.isEmpty();
    }

    /** The lowest part keeps the gap's name, so that it does not stay behind as it was. */
    private List<IdGap> part(IdGap gap, GapWriter out, long now) {
        List<IdGap> left = new ArrayList<>();
        List<RangeSet.Range> missing = gap.missing().ranges();
        List<RangeSet.Range> all = new ArrayList<>(gap.missing().outside(gap.first(), gap.last()));
        all.addAll(missing);
        all.sort((one, other) -> Long.compare(one.first(), other.first()));
        for (RangeSet.Range range : all) {
            String id = range.first() == gap.first() ? gap.id() : id(range);
            if (missing.contains(range)) {
                IdGap rest = IdGap.open(id, gap.cause(), range, gap.from(), gap.to(), gap.detected());
                left.add(rest);
                write(rest, range, id, GapStatus.OPEN, null, out, now);
            } else {
                write(gap, range, id, GapStatus.REPAIRED, null, out, now);
            }
        }
        return left;
    }

    private void write(
            IdGap gap,
            RangeSet.Range range,
            String id,
            GapStatus status,
            @Nullable String explanation,
            GapWriter out,
            long now) {
        boolean own = times == null;
        out.write(
                new GapWriter.About(
                        id,
                        dataType,
                        gap.cause(),
                        own ? range.first() : null,
                        own ? range.last() : null,
                        range.count(),
                        times == null ? gap.from() : Long.valueOf(times.from(range.first())),
                        times == null ? gap.to() : Long.valueOf(times.to(range.last())),
                        gap.detected()),
                status,
                explanation,
                now);
    }

    private String id(RangeSet.Range range) {
        return dataType + ':' + range.first() + '-' + range.last();
    }

    private RangeSet there(Lane lane) {
        return seen.computeIfAbsent(lane, none -> new RangeSet());
    }

    Map<Lane, RangeSet> seen() {
        return seen;
    }

    RangeSet proven() {
        return proven;
    }

    List<IdGap> gaps() {
        return gaps;
    }
}
