package io.tickhouse.streams.candles;

import io.tickhouse.streams.coverage.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The candles of one instrument and interval: which are open, which are due to be emitted, which are kept. The shortest
 * intervals take trades; a longer one takes the candles that make it up as they close, and late trades. Times are
 * microseconds since 1970-01-01T00:00:00Z.
 */
final class CandleSeries {
    /** Closed candles are let go in batches of this part of those kept, since finding them costs a scan. */
    private static final int BATCHES_KEPT = 16;

    private final String key;
    private final CandleInterval interval;
    private final CandleState state;
    private final long kept;
    /** Those whose candles these make up. */
    private final List<CandleSeries> longer = new ArrayList<>();
    /** On the heap: open, due, or changed since the last save. */
    private final TreeMap<Long, CandleBuilder> hot = new TreeMap<>();
    /** Those of them that are open. */
    private final TreeMap<Long, CandleBuilder> open = new TreeMap<>();

    private final TreeSet<Long> unproven = new TreeSet<>();
    private final Empties empties;
    private final long provableAfter;
    private long letGoBefore;
    private long oldestKept;
    private long newest;
    private boolean modified;
    private boolean due;
    private @Nullable CandleBuilder recent;

    CandleSeries(String key, CandleInterval interval, SeriesRecord saved, CandleState state, CandlePolicy policy) {
        this.key = key;
        this.interval = interval;
        this.state = state;
        this.kept = policy.kept(interval);
        this.empties = new Empties(policy, interval, saved.empties());
        this.provableAfter = saved.provableAfter();
        this.letGoBefore = saved.letGoBefore();
        this.oldestKept = saved.oldestKept();
        this.newest = saved.newest();
        this.unproven.addAll(saved.unproven());
        // one that is new is saved even before its first candle: what it may prove depends on when it began
        this.modified = saved.newest() == Long.MIN_VALUE;
        saved.hot().forEach(this::load);
        due = hot.values().stream().anyMatch(candle -> candle.due);
    }

    CandleInterval interval() {
        return interval;
    }

    Empties empties() {
        return empties;
    }

    /** Those whose candles these make up. */
    List<CandleSeries> madeUp() {
        return longer;
    }

    /**
     * Counts a trade. While its candle is open, longer ones learn of it when that closes; otherwise they learn at once.
     *
     * @param closedUntil candles that end at or before it are over
     * @param letGo takes the intervals whose candle of that time is no longer kept
     * @param touched tells whether seen trades may lie within an interval, which has no candle here
     */
    void add(Contribution trade, long closedUntil, Consumer<CandleInterval> letGo, Touched touched) {
        CandleBuilder candle = candleAt(trade.time());
        if (candle == null) {
            long openTime = interval.openTime(trade.time());
            if (openTime < letGoBefore && touched.within(openTime, interval.closeTime(openTime))) {
                letGo.accept(interval);
            } else {
                candle = begin(new CandleBuilder(openTime, interval.closeTime(openTime), trade), closedUntil);
            }
        } else {
            candle.add(trade);
        }
        if (candle == null || candle.closed) {
            if (candle != null) {
                makeDue(candle);
            }
            for (CandleSeries one : longer) {
                one.add(trade, closedUntil, letGo, touched);
            }
        }
    }

    private void merge(CandleBuilder part, long closedUntil) {
        CandleBuilder candle = candleAt(part.openTime);
        if (candle == null) {
            long openTime = interval.openTime(part.openTime);
            candle = begin(new CandleBuilder(openTime, interval.closeTime(openTime), part), closedUntil);
        } else {
            candle.merge(part);
        }
        if (candle.closed) {
            makeDue(candle);
            longer.forEach(one -> one.merge(part, closedUntil));
        }
    }

    private CandleBuilder begin(CandleBuilder candle, long closedUntil) {
        candle.closed = candle.closeTime <= closedUntil;
        candle.revision = empties.publishedAt(candle.openTime) ? 0 : -1;
        keepHot(candle);
        recent = candle;
        oldestKept = Math.min(oldestKept, candle.openTime);
        newest = Math.max(newest, candle.openTime);
        modified = true;
        return candle;
    }

    private void makeDue(CandleBuilder candle) {
        modified |= !candle.due;
        candle.due = true;
        due = true;
    }

    /** The candle of that time if there is one, on the heap or kept. */
    private @Nullable CandleBuilder candleAt(long time) {
        CandleBuilder candle = recent;
        if (candle != null && candle.openTime <= time && time < candle.closeTime) {
            return candle;
        }
        long openTime = interval.openTime(time);
        candle = hot.get(openTime);
        if (candle == null && openTime <= newest) {
            candle = load(openTime).orElse(null);
        }
        if (candle != null) {
            recent = candle;
        }
        return candle;
    }

    /** Closes every open candle that ends at or before the moment, oldest first; the longer ones get what these hold. */
    void close(long until, Consumer<CandleBuilder> closed) {
        for (Map.Entry<Long, CandleBuilder> oldest = open.firstEntry();
                oldest != null && oldest.getValue().closeTime <= until;
                oldest = open.firstEntry()) {
            CandleBuilder candle = oldest.getValue();
            open.pollFirstEntry();
            candle.closed = true;
            candle.modified = true;
            modified = true;
            // what is closed stays closed for those that come late: until may be that of another pass
            longer.forEach(one -> one.merge(candle, Long.MIN_VALUE));
            closed.accept(candle);
        }
    }

    /** End of the candle that closes next; {@link Long#MAX_VALUE} when none is open. */
    long nextClose() {
        Map.Entry<Long, CandleBuilder> oldest = open.firstEntry();
        return oldest == null ? Long.MAX_VALUE : oldest.getValue().closeTime;
    }

    /** Closed, kept candles that may have become complete by what was seen. */
    void unprovenWithin(Growth growth, Consumer<CandleBuilder> found) {
        if (!unproven.isEmpty() && growth.from() <= unproven.last() + 2 * interval.length()) {
            for (Long openTime : List.copyOf(unproven.subSet(
                    interval.openTime(growth.from()), true, Math.max(growth.from(), growth.to()), true))) {
                find(openTime).ifPresent(found);
            }
        }
    }

    /** Closed, kept candles that overlap a stretch of time. */
    void closedWithin(long from, long to, Consumer<CandleBuilder> found) {
        long first = interval.openTime(from);
        long last = Math.min(to, newest + 1);
        if (newest == Long.MIN_VALUE || last <= first) {
            return;
        }
        TreeSet<Long> openTimes = new TreeSet<>(state.openTimes(key, interval, first, last));
        openTimes.addAll(hot.subMap(first, last).keySet());
        for (Long openTime : openTimes) {
            find(openTime).filter(candle -> candle.closed).ifPresent(found);
        }
    }

    /** The candle that opens then if it is on the heap or kept. */
    Optional<CandleBuilder> find(long openTime) {
        CandleBuilder candle = hot.get(openTime);
        return candle == null ? load(openTime) : Optional.of(candle);
    }

    /** A closed candle is to be emitted once more, since what is proven of it has changed. */
    void emitAgain(CandleBuilder candle) {
        candle.modified = true;
        makeDue(candle);
    }

    /** True when the series has counted from before the stretch that opens then, without which nothing is proven. */
    boolean countedFrom(long openTime) {
        return openTime > provableAfter;
    }

    /** Takes note of an emission. */
    void emitted(CandleBuilder candle) {
        candle.due = false;
        candle.revision++;
        candle.modified = true;
        // where ids prove nothing, the proofs that come later say themselves what they are about
        boolean wanted = !candle.complete && candle.hasSequence() && countedFrom(candle.openTime);
        modified |= wanted ? unproven.add(candle.openTime) : unproven.remove(candle.openTime);
    }

    boolean hasDue() {
        return due;
    }

    List<CandleBuilder> takeDue() {
        due = false;
        return hot.values().stream().filter(candle -> candle.due).toList();
    }

    /** Lets go of closed candles that are further behind the clock than is kept. */
    void letGo(long clock) {
        long horizon = interval.openTime(clock - kept);
        if (oldestKept >= horizon || horizon - oldestKept <= kept / BATCHES_KEPT) {
            return;
        }
        state.drop(key, interval, oldestKept, horizon);
        recent = null;
        NavigableMap<Long, CandleBuilder> behind = hot.headMap(horizon, false);
        behind.values().removeIf(candle -> candle.closed && !candle.due);
        // what is still to be emitted was dropped too, and is saved again
        behind.values().forEach(candle -> candle.modified = true);
        oldestKept = behind.isEmpty() ? horizon : behind.firstKey();
        letGoBefore = Math.max(letGoBefore, horizon);
        unproven.headSet(horizon).clear();
        modified = true;
    }

    /** The newest open candle as it is just now, with what the open one of those that make it up holds already. */
    Optional<CandleBuilder> open(Optional<CandleBuilder> part) {
        Map.Entry<Long, CandleBuilder> entry = open.lastEntry();
        CandleBuilder own = entry == null ? null : entry.getValue();
        if (part.isEmpty()) {
            return Optional.ofNullable(own);
        }
        CandleBuilder inner = part.get();
        long openTime = interval.openTime(inner.openTime);
        if (own != null && own.openTime > openTime) {
            return Optional.of(own);
        }
        if (own == null || own.openTime < openTime) {
            return Optional.of(new CandleBuilder(openTime, interval.closeTime(openTime), inner));
        }
        CandleBuilder view = new CandleBuilder(openTime, own.closeTime, own);
        view.merge(inner);
        return Optional.of(view);
    }

    /** Saves what changed and leaves on the heap only what is open or due. */
    void save() {
        for (CandleBuilder candle : hot.values()) {
            if (candle.modified) {
                state.put(key, interval, candle);
                candle.modified = false;
            }
        }
        if (hot.size() > open.size()) {
            hot.values().removeIf(candle -> candle.closed && !candle.due);
            recent = null;
        }
        if (modified || empties.isModified()) {
            modified = false;
            state.put(
                    key,
                    interval,
                    new SeriesRecord(
                            provableAfter,
                            letGoBefore,
                            oldestKept,
                            newest,
                            empties.save(),
                            List.copyOf(hot.keySet()),
                            List.copyOf(unproven)));
        }
    }

    private Optional<CandleBuilder> load(long openTime) {
        Optional<CandleBuilder> found = state.find(key, interval, openTime);
        found.ifPresent(this::keepHot);
        return found;
    }

    private void keepHot(CandleBuilder candle) {
        hot.put(candle.openTime, candle);
        if (!candle.closed) {
            open.put(candle.openTime, candle);
        }
    }

    /** Tells whether seen trades may lie within a stretch of time, its end excluded. */
    interface Touched {
        boolean within(long from, long to);
    }
}
