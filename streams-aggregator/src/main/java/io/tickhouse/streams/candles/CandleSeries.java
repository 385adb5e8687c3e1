package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import io.tickhouse.streams.candles.SymbolRecord.SeriesRecord;
import io.tickhouse.streams.coverage.Growth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The candles of one instrument and interval: which are open, which are due to be emitted, which are kept. Times are
 * microseconds since 1970-01-01T00:00:00Z.
 */
final class CandleSeries {
    /** Closed candles are let go in batches of this part of those kept, since finding them costs a scan. */
    private static final int BATCHES_KEPT = 16;

    private final Interval interval;
    private final String key;
    private final CandleState state;
    private final int closedKept;
    /** On the heap: open, due, or changed since the last save. */
    private final TreeMap<Long, CandleBuilder> hot = new TreeMap<>();
    /** Those of them that are open. */
    private final TreeMap<Long, CandleBuilder> open = new TreeMap<>();

    private final TreeSet<Long> unproven = new TreeSet<>();
    private final long provableAfter;
    private long letGoBefore;
    private long oldestKept;
    private long newest;
    private @Nullable CandleBuilder recent;

    CandleSeries(String key, SeriesRecord saved, CandleState state, int closedKept) {
        this.key = key;
        this.interval = saved.interval();
        this.state = state;
        this.closedKept = closedKept;
        this.provableAfter = saved.provableAfter();
        this.letGoBefore = saved.letGoBefore();
        this.oldestKept = saved.oldestKept();
        this.newest = saved.newest();
        this.unproven.addAll(saved.unproven());
        saved.hot().forEach(this::load);
    }

    Interval interval() {
        return interval;
    }

    /** The candle of that time if there is one, on the heap or kept. */
    @Nullable
    CandleBuilder candleAt(long time) {
        CandleBuilder candle = recent;
        if (candle != null && candle.openTime <= time && time < candle.closeTime) {
            return candle;
        }
        long openTime = interval.openTime(time);
        candle = hot.get(openTime);
        if (candle == null && openTime <= newest) {
            candle = load(openTime).orElse(null);
        }
        recent = candle;
        return candle;
    }

    /** True when the candle that opens then, which is not here, may have been here and been let go. */
    boolean mayHaveLetGo(long openTime) {
        return openTime < letGoBefore;
    }

    /** Begins a candle; true when it is due, the clock being past it. */
    boolean begin(Contribution trade, long closedUntil) {
        long openTime = interval.openTime(trade.time());
        CandleBuilder candle = new CandleBuilder(openTime, interval.closeTime(openTime), trade);
        candle.closed = candle.closeTime <= closedUntil;
        candle.due = candle.closed;
        keepHot(candle);
        recent = candle;
        oldestKept = Math.min(oldestKept, openTime);
        newest = Math.max(newest, openTime);
        return candle.due;
    }

    /** Closes every open candle that ends at or before the moment, oldest first. */
    void close(long until, Collection<CandleBuilder> closed) {
        while (hasOpen(until)) {
            CandleBuilder candle = open.pollFirstEntry().getValue();
            candle.closed = true;
            candle.modified = true;
            closed.add(candle);
        }
    }

    /** True when a candle is open that ends at or before the moment. */
    boolean hasOpen(long until) {
        Map.Entry<Long, CandleBuilder> oldest = open.firstEntry();
        return oldest != null && oldest.getValue().closeTime <= until;
    }

    /** Kept closed candles that may have become complete by what was seen. */
    List<CandleBuilder> unprovenWithin(Growth growth) {
        if (growth.isEmpty() || unproven.isEmpty()) {
            return List.of();
        }
        List<CandleBuilder> found = new ArrayList<>();
        for (Long openTime : unproven.subSet(interval.openTime(growth.from()), true, growth.to(), true)) {
            CandleBuilder candle = hot.get(openTime);
            Optional<CandleBuilder> loaded = candle == null ? load(openTime) : Optional.of(candle);
            loaded.ifPresent(found::add);
        }
        return found;
    }

    /** True when the series has counted from before the candle began, without which nothing is proven. */
    boolean countedFromItsStart(CandleBuilder candle) {
        return candle.openTime > provableAfter;
    }

    /** Takes note of an emission. */
    void emitted(CandleBuilder candle) {
        candle.due = false;
        candle.revision++;
        candle.modified = true;
        if (candle.complete) {
            unproven.remove(candle.openTime);
        } else if (countedFromItsStart(candle) && candle.lowestSequence <= candle.highestSequence) {
            unproven.add(candle.openTime);
        }
    }

    List<CandleBuilder> due() {
        return hot.values().stream().filter(candle -> candle.due).toList();
    }

    /** Lets go of closed candles that are further behind the clock than is kept. */
    void letGo(long clock) {
        long current = interval.openTime(clock);
        long length = interval.closeTime(current) - current;
        long horizon = current - length * closedKept;
        if (horizon - oldestKept <= length * (closedKept / BATCHES_KEPT)) {
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
    }

    /** Saves what changed and leaves on the heap only what is open or due. */
    SeriesRecord save() {
        for (CandleBuilder candle : hot.values()) {
            if (candle.modified) {
                state.put(key, interval, candle);
                candle.modified = false;
            }
        }
        hot.values().removeIf(candle -> candle.closed && !candle.due);
        recent = null;
        return new SeriesRecord(
                interval,
                provableAfter,
                letGoBefore,
                oldestKept,
                newest,
                List.copyOf(hot.keySet()),
                List.copyOf(unproven));
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
}
