package io.tickhouse.streams.candles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The intervals of one instrument, shortest first, and which makes up which: 60 candles of a second are one of a minute, so
 * that a trade is counted in the shortest alone and longer ones add up what has closed.
 */
final class SeriesTree {
    private static final int NONE = -1;

    private final List<CandleSeries> all = new ArrayList<>();
    /** Those that no shorter one makes up. */
    private final List<CandleSeries> shortest = new ArrayList<>();
    /** Of each, the place of the one that makes it up. */
    private final List<Integer> parts = new ArrayList<>();

    private long nextClose = Long.MAX_VALUE;

    SeriesTree(String key, CandlePolicy policy, CandleState state, long clock) {
        for (CandleInterval interval : policy.intervals()) {
            SeriesRecord saved = clock == EventClock.UNSET
                    ? SeriesRecord.begin(clock)
                    : state.series(key, interval).orElseGet(() -> SeriesRecord.begin(clock));
            CandleSeries series = new CandleSeries(key, interval, saved, state, policy);
            int part = NONE;
            for (int i = 0; i < all.size(); i++) {
                part = all.get(i).interval().makesUp(interval) ? i : part;
            }
            parts.add(part);
            (part == NONE ? shortest : all.get(part).madeUp()).add(series);
            all.add(series);
        }
        closed();
    }

    /** Shortest first. */
    List<CandleSeries> all() {
        return all;
    }

    void add(Contribution trade, long closedUntil, Consumer<CandleInterval> letGo, CandleSeries.Touched touched) {
        for (CandleSeries one : shortest) {
            one.add(trade, closedUntil, letGo, touched);
            nextClose = Math.min(nextClose, one.nextClose());
        }
    }

    /** When the next candle closes. */
    long nextClose() {
        return nextClose;
    }

    /** Candles were closed. */
    void closed() {
        nextClose = Long.MAX_VALUE;
        for (CandleSeries one : all) {
            nextClose = Math.min(nextClose, one.nextClose());
        }
    }

    void stepBack() {
        all.forEach(one -> one.empties().stepBack());
    }

    Optional<CandleSeries> of(CandleInterval interval) {
        return all.stream().filter(one -> one.interval().equals(interval)).findFirst();
    }

    /** The open candle of an interval, with what is in the shorter ones that are open too. */
    Optional<CandleBuilder> open(CandleInterval interval) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).interval().equals(interval)) {
                return open(i);
            }
        }
        return Optional.empty();
    }

    private Optional<CandleBuilder> open(int place) {
        int part = parts.get(place);
        return all.get(place).open(part == NONE ? Optional.empty() : open(part));
    }
}
