package io.tickhouse.streams.candles;

import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.streams.candles.SymbolRecord.SeriesRecord;
import io.tickhouse.streams.coverage.CoveredRanges;
import io.tickhouse.streams.coverage.Growth;
import io.tickhouse.streams.coverage.SeenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All candles of one instrument: a trade is counted once, into every interval, in one visit. Pure but for the state it is
 * given. Times are microseconds since 1970-01-01T00:00:00Z.
 */
public final class SymbolCandles {
    /** Kinds of trades that make candles: the others happen off the book. */
    private static final Set<String> KINDS = Set.of("NORMAL", "LIQUIDATION");

    private final String key;
    private final CandlePolicy policy;
    private final CandleState state;
    private final CoveredRanges ranges;
    private final SeenIds ids;
    private final EventClock clock;
    private final List<CandleSeries> series = new ArrayList<>();
    private final List<CandleBuilder> closing = new ArrayList<>();
    private boolean modified;
    private boolean due;

    private SymbolCandles(SymbolRecord saved, CandlePolicy policy, CandleState state) {
        this.key = saved.key();
        this.policy = policy;
        this.state = state;
        this.ranges = new CoveredRanges(saved.runs());
        this.ids = new SeenIds(policy.idsKept(), saved.idsAdded(), saved.idsEarliest(), saved.idsLatest());
        this.clock = new EventClock(policy.stepBack(), saved.clock());
        for (Interval interval : policy.intervals()) {
            SeriesRecord record = saved.series().stream()
                    .filter(known -> known.interval() == interval)
                    .findFirst()
                    .orElseGet(() -> begin(interval, saved.clock()));
            CandleSeries restored = new CandleSeries(key, record, state, policy.closedKept());
            due |= !restored.due().isEmpty();
            series.add(restored);
        }
    }

    /** An instrument not seen before. */
    public static SymbolCandles begin(String key, CandlePolicy policy, CandleState state) {
        return new SymbolCandles(
                new SymbolRecord(key, EventClock.UNSET, List.of(), 0, Long.MAX_VALUE, Long.MIN_VALUE, List.of()),
                policy,
                state);
    }

    /** An instrument as saved. */
    public static SymbolCandles restore(SymbolRecord saved, CandlePolicy policy, CandleState state) {
        SymbolCandles restored = new SymbolCandles(saved, policy, state);
        if (saved.idsAdded() > 0) {
            state.ids(saved.key(), restored.ids::restore);
        }
        return restored;
    }

    private static SeriesRecord begin(Interval interval, long clock) {
        return new SeriesRecord(interval, clock, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, List.of(), List.of());
    }

    /** Counts a trade, closes and emits the candles it ends; corrections become due, see {@link #emitDue}. */
    public TradeOutcome add(Trade trade, CandleSink sink) {
        Long sequence = trade.getSequence();
        if (sequence == null ? ids.seen(trade.getTradeId()) : ranges.seen(sequence)) {
            return TradeOutcome.REPEATED;
        }
        Optional<String> problem = Contribution.problem(trade);
        if (problem.isPresent()) {
            return new TradeOutcome.Refused(problem.get());
        }
        modified = true;
        long time = Times.micros(trade.getEventTime());
        clock.observe(time);
        long closedUntil = clock.now() - policy.grace();
        boolean counts = KINDS.contains(trade.getKind());
        List<Interval> letGo = counts ? count(Contribution.of(trade), closedUntil) : List.of();
        Growth growth;
        if (sequence == null) {
            state.putId(key, ids.add(trade.getTradeId(), time), trade.getTradeId());
            growth = Growth.NOTHING;
        } else {
            growth = ranges.add(sequence, time);
        }
        for (CandleSeries one : series) {
            one.unprovenWithin(growth).forEach(candle -> proveAgain(one, candle));
            close(one, closedUntil, sink);
        }
        if (!letGo.isEmpty()) {
            return new TradeOutcome.TooLate(letGo);
        }
        return counts ? TradeOutcome.COUNTED : TradeOutcome.OFF_BOOK;
    }

    private List<Interval> count(Contribution trade, long closedUntil) {
        List<Interval> letGo = List.of();
        for (CandleSeries one : series) {
            CandleBuilder candle = one.candleAt(trade.time());
            if (candle != null) {
                candle.add(trade);
                candle.due = candle.closed;
                due |= candle.closed;
            } else if (wasLetGo(one, trade.time())) {
                letGo = new ArrayList<>(letGo);
                letGo.add(one.interval());
            } else {
                due |= one.begin(trade, closedUntil);
            }
        }
        return letGo;
    }

    /** A candle that is nowhere while trades of its time were seen was let go; an untouched time is simply new. */
    private boolean wasLetGo(CandleSeries one, long time) {
        long open = one.interval().openTime(time);
        long close = one.interval().closeTime(open);
        return one.mayHaveLetGo(open) && (ranges.touches(open, close) || ids.touches(open, close));
    }

    private void proveAgain(CandleSeries one, CandleBuilder candle) {
        if (!candle.due && candle.closed && proven(one, candle)) {
            candle.due = true;
            candle.modified = true;
            due = true;
        }
    }

    /** Closes by the wall clock what ends at or before the moment: for an instrument that has fallen silent. */
    public void closeUntil(long moment, CandleSink sink) {
        for (CandleSeries one : series) {
            if (one.hasOpen(moment)) {
                close(one, moment, sink);
            }
        }
    }

    private void close(CandleSeries one, long until, CandleSink sink) {
        one.close(until, closing);
        if (!closing.isEmpty()) {
            closing.forEach(candle -> emit(one, candle, sink));
            closing.clear();
            one.letGo(clock.now());
        }
    }

    /** Emits corrections, and candles begun when their time was already over. */
    public void emitDue(CandleSink sink) {
        if (due) {
            due = false;
            series.forEach(one -> one.due().forEach(candle -> emit(one, candle, sink)));
        }
    }

    private void emit(CandleSeries one, CandleBuilder candle, CandleSink sink) {
        candle.complete = proven(one, candle);
        one.emitted(candle);
        modified = true;
        sink.emit(key, one.interval(), candle);
    }

    private boolean proven(CandleSeries one, CandleBuilder candle) {
        return one.countedFromItsStart(candle)
                && ranges.proves(candle.lowestSequence, candle.highestSequence, candle.openTime, candle.closeTime);
    }

    /** Saves what has changed since the last time. */
    public void save() {
        if (modified) {
            modified = false;
            state.put(
                    key,
                    new SymbolRecord(
                            key,
                            clock.now(),
                            List.copyOf(ranges.runs()),
                            ids.added(),
                            ids.earliest(),
                            ids.latest(),
                            series.stream().map(CandleSeries::save).toList()));
        }
    }
}
