package io.tickhouse.streams.candles;

import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.streams.coverage.CoveredRanges;
import io.tickhouse.streams.coverage.FeedProof;
import io.tickhouse.streams.coverage.Growth;
import io.tickhouse.streams.coverage.HarmlessHoles;
import io.tickhouse.streams.coverage.Hole;
import io.tickhouse.streams.coverage.SeenIds;
import io.tickhouse.streams.coverage.SpanProofs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    private final FeedProof feed;
    private final SpanProofs spans;
    private final SeriesTree series;
    private long idsEarliest;
    private long idsLatest;
    private boolean modified;
    private List<CandleInterval> letGo = List.of();

    private SymbolCandles(
            SymbolRecord saved, CandlePolicy policy, CandleState state, CoveredRanges ranges, SeenIds ids) {
        this.key = saved.key();
        this.policy = policy;
        this.state = state;
        this.ranges = ranges;
        this.ids = ids;
        this.clock = new EventClock(policy.stepBack(), saved.clock());
        this.feed = saved.feed();
        this.spans = new SpanProofs(saved.proofs());
        this.idsEarliest = saved.idsEarliest();
        this.idsLatest = saved.idsLatest();
        this.series = new SeriesTree(key, policy, state, saved.clock());
    }

    /** An instrument not seen before. */
    public static SymbolCandles begin(String key, CandlePolicy policy, CandleState state) {
        return new SymbolCandles(
                SymbolRecord.begin(key), policy, state, new CoveredRanges(rule(key)), new SeenIds(policy.idsKept()));
    }

    /** Every instrument that was saved. */
    public static List<SymbolCandles> restore(CandlePolicy policy, CandleState state) {
        return state.symbols().stream()
                .map(saved -> new SymbolCandles(
                        saved,
                        policy,
                        state,
                        state.ranges(saved.key(), rule(saved.key())),
                        state.ids(saved.key(), policy.idsKept(), saved.idsAdded())))
                .toList();
    }

    private static HarmlessHoles rule(String key) {
        return HarmlessHoles.of(key.substring(0, Math.max(0, key.indexOf(':'))));
    }

    /** {@code venue:symbol}. */
    public String key() {
        return key;
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
        if (clock.observe(time)) {
            series.stepBack();
        }
        long closedUntil = clock.now() - policy.grace();
        boolean counts = KINDS.contains(trade.getKind());
        letGo = List.of();
        if (counts) {
            series.add(Contribution.of(trade), closedUntil, this::letGo, this::touched);
        }
        if (sequence == null) {
            ids.add(trade.getTradeId());
            idsEarliest = Math.min(idsEarliest, time);
            idsLatest = Math.max(idsLatest, time);
        } else {
            cover(sequence, time, sink);
        }
        if (closedUntil >= series.nextClose()) {
            close(closedUntil, sink);
        }
        if (!letGo.isEmpty()) {
            return new TradeOutcome.TooLate(letGo);
        }
        return counts ? TradeOutcome.COUNTED : TradeOutcome.OFF_BOOK;
    }

    private void letGo(CandleInterval interval) {
        letGo = new ArrayList<>(letGo);
        letGo.add(interval);
    }

    /** A candle that is nowhere while trades of its time were seen was let go; an untouched time is simply new. */
    private boolean touched(long from, long to) {
        return ranges.touches(from, to) || (idsEarliest < to && idsLatest >= from);
    }

    private void cover(long sequence, long time, CandleSink sink) {
        boolean unexpected = ranges.isHarmless(sequence);
        Growth growth = ranges.add(sequence, time, clock.now());
        if (unexpected) {
            sink.found(key, sequence);
        }
        if (growth.closed() != null) {
            sink.covered(key, growth.closed().first(), growth.closed().last());
        }
        prove(growth, sink);
        ranges.tellPassedOver(clock.now() - policy.gapGrace(), hole -> tell(hole, sink));
    }

    private void tell(Hole hole, CandleSink sink) {
        sink.hole(key, hole);
        modified = true;
        if (hole.explanation() != null) {
            prove(new Growth(Math.min(hole.from(), hole.to()), Math.max(hole.from(), hole.to()), null), sink);
        }
    }

    private void prove(Growth growth, CandleSink sink) {
        if (!growth.isEmpty()) {
            for (CandleSeries one : series.all()) {
                one.unprovenWithin(growth, candle -> proveAgain(one, candle));
                one.empties().proveAgain(one, this::silent, empty -> sink.empty(key, one.interval(), empty));
            }
        }
    }

    private void proveAgain(CandleSeries one, CandleBuilder candle) {
        if (!candle.due && candle.closed && candle.complete != proven(one, candle)) {
            one.emitAgain(candle);
            modified = true;
        }
    }

    private boolean proven(CandleSeries one, CandleBuilder candle) {
        if (!one.countedFrom(candle.openTime)) {
            return false;
        }
        long from = candle.openTime;
        long to = candle.closeTime;
        if (!candle.hasSequence()) {
            return feed.proves(from, to) || spans.proves(from, to);
        }
        return ranges.proves(candle.lowestSequence, candle.highestSequence, from, to)
                || (spans.proves(from, to) && ranges.hold(candle.lowestSequence, candle.highestSequence));
    }

    private boolean silent(CandleBuilder before, long from, long to) {
        return (before.hasSequence()
                        ? ranges.proves(before.highestSequence, before.highestSequence, from, to)
                        : feed.proves(from, to))
                || spans.proves(from, to);
    }

    /** Takes a proof of the ingest services into account. */
    public void proof(SpanProofs.Proof proof, CandleSink sink) {
        modified = true;
        spans.add(proof);
        if (proof.first() == null) {
            series.all().forEach(one -> one.closedWithin(proof.from(), proof.to(), candle -> proveAgain(one, candle)));
        }
        claim(sink);
    }

    private void claim(CandleSink sink) {
        if (spans.isWaiting()) {
            List<Growth> claimed = spans.claim(ranges);
            modified |= !claimed.isEmpty();
            claimed.forEach(growth -> prove(growth, sink));
        }
    }

    /**
     * A capture listens to the instrument's trades.
     *
     * @param handedOver true when its connection took over from another one without a break
     */
    public void listens(String capture, String connection, long time, boolean handedOver) {
        modified = true;
        proveFrom(feed.listens(capture, connection, time, handedOver));
    }

    /** A capture's listening broke off then. */
    public void broke(String capture, long time) {
        modified = true;
        proveFrom(feed.broke(capture, time));
    }

    /** A capture tells then that it heard nothing for a while, or has lost what it heard. */
    public void failed(String capture, long time) {
        modified = true;
        proveFrom(feed.failed(capture, time));
    }

    /** What a feed proves of candles from then on may have changed. */
    private void proveFrom(long from) {
        if (ids.added() > 0 && from != Long.MAX_VALUE) {
            series.all().forEach(one -> one.closedWithin(from, Long.MAX_VALUE, candle -> proveAgain(one, candle)));
        }
    }

    /** Closes by the wall clock what ends at or before the moment: for an instrument that has fallen silent. */
    public void closeUntil(long moment, CandleSink sink) {
        if (clock.now() != EventClock.UNSET) {
            close(moment, sink);
        }
    }

    /**
     * Tells the holes into which nothing has come for a while: for a task that has caught up.
     *
     * @param now wall clock, milliseconds since 1970-01-01T00:00:00Z
     */
    public void tellQuietHoles(long now, CandleSink sink) {
        if (ranges.hasUntold()) {
            ranges.tellQuiet(now, policy.gapQuietMillis(), hole -> tell(hole, sink));
        }
    }

    /** Tells which ids are there, as far as it has changed since the last time; proofs that waited for ids are tried. */
    public void tellCovered(CandleSink sink) {
        claim(sink);
        ranges.takeGrown().forEach(run -> sink.covered(key, run.first(), run.last()));
    }

    private void close(long until, CandleSink sink) {
        for (CandleSeries one : series.all()) {
            one.close(until, candle -> {
                fill(one, candle.openTime, sink);
                emit(one, candle, sink);
                one.empties().passed(candle);
                modified = true;
            });
            fill(one, until, sink);
            one.letGo(clock.now());
        }
        series.closed();
    }

    private void fill(CandleSeries one, long limit, CandleSink sink) {
        Consumer<EmptyCandle> publisher = empty -> {
            modified = true;
            sink.empty(key, one.interval(), empty);
        };
        long left = one.empties().fill(one, limit, this::silent, publisher);
        if (left > 0) {
            sink.emptiesLeftOut(key, one.interval(), left, limit);
        }
    }

    /** Emits corrections, and candles begun when their time was already over. */
    public void emitDue(CandleSink sink) {
        for (CandleSeries one : series.all()) {
            if (one.hasDue()) {
                one.takeDue().forEach(candle -> emit(one, candle, sink));
            }
        }
    }

    private void emit(CandleSeries one, CandleBuilder candle, CandleSink sink) {
        candle.complete = proven(one, candle);
        one.emitted(candle);
        modified = true;
        sink.emit(key, one.interval(), candle);
    }

    /** The open candle of an interval as it is just now. It must not be kept. */
    public Optional<CandleBuilder> open(CandleInterval interval) {
        return series.open(interval);
    }

    /** The candle of an interval that opens then, if it is kept. It must not be kept by the caller. */
    public Optional<CandleBuilder> find(CandleInterval interval, long openTime) {
        return series.of(interval).flatMap(one -> one.find(openTime));
    }

    /** Saves what has changed since the last time. */
    public void save() {
        if (modified) {
            modified = false;
            state.put(new SymbolRecord(key, clock.now(), ids.added(), idsEarliest, idsLatest, feed, spans.all()));
            state.save(key, ranges);
            state.save(key, ids);
            series.all().forEach(CandleSeries::save);
        }
    }

    /** Event time reached; empty before the first trade. */
    public @Nullable Long clock() {
        return clock.now() == EventClock.UNSET ? null : clock.now();
    }
}
