package io.tickhouse.streams.candles;

import io.tickhouse.market.Candle;
import io.tickhouse.market.Coverage;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.streams.coverage.Fact;
import io.tickhouse.streams.coverage.Hole;
import io.tickhouse.streams.coverage.SpanProofs;
import io.tickhouse.streams.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link SymbolCandles}: feeds it records and wall-clock time, publishes what it emits. */
final class CandleProcessor implements Processor<String, Object, String, Object>, CandleSink {
    private static final Logger LOG = LoggerFactory.getLogger(CandleProcessor.class);
    /** How often corrections are published and silence is looked for. */
    private static final Duration TICK = Duration.ofMillis(100);
    /** How often it is told which ids are there. */
    private static final long TELL_MILLIS = 2_000;

    private final CandleDataset dataset;
    private final CandleMetrics metrics;
    private final Backlog backlog;
    private final Map<String, Tracked> symbols = new HashMap<>();
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable CandleState state;
    private Quiet task = new Quiet(0);
    private long toldAt;

    CandleProcessor(CandleDataset dataset, CandleMetrics metrics, Backlog backlog) {
        this.dataset = dataset;
        this.metrics = metrics;
        this.backlog = backlog;
    }

    @Override
    public void init(ProcessorContext<String, Object> given) {
        context = given;
        ObjectStore store = given.getStateStore(dataset.names().store());
        CandleState kept = new CandleState(store.bytes());
        state = kept;
        long now = given.currentSystemTimeMs();
        task = new Quiet(now);
        symbols.clear();
        SymbolCandles.restore(dataset.policy(), kept)
                .forEach(candles -> symbols.put(candles.key(), tracked(candles, now)));
        store.beforeCommit(() -> symbols.values().forEach(tracked -> tracked.candles.save()));
        given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, Object> record) {
        switch (record.value()) {
            case Trade trade -> count(record, trade);
            case FeedStatus status -> feed(record.key(), status);
            case Coverage coverage -> {
                Fact.Proven proven = proven(coverage);
                prove(record.key(), proven);
                forward(record.key(), proven);
            }
            case Fact.Proven proven -> prove(record.key(), proven);
            case Fact _ -> {
                // of interest to those who look for gaps
            }
            case null -> throw new UncountedTradeException("expected a record, found a key without a value");
            default -> throw new IllegalStateException("a record of no known kind: " + record.value());
        }
    }

    private void count(Record<String, Object> record, Trade trade) {
        long now = context().currentSystemTimeMs();
        task.heard(now, record.timestamp());
        Tracked tracked = symbol(record.key());
        tracked.quiet.heard(now, record.timestamp());
        TradeOutcome outcome = tracked.candles.add(trade, this);
        metrics.count(outcome);
        switch (outcome) {
            case TradeOutcome.Counted() -> tracked.live.changed();
            case TradeOutcome.Refused(String reason) -> throw new UncountedTradeException(reason);
            case TradeOutcome.TooLate late -> {
                tracked.live.changed();
                throw new UncountedTradeException("too late for the candles of " + late.intervals()
                        + ", which are no longer kept. Recompute them from the trades table: ./tickhouse recompute --venue "
                        + trade.getVenue() + " --symbol " + trade.getSymbol() + " --from " + trade.getEventTime()
                        + " --to " + trade.getEventTime().plusMillis(1));
            }
            case TradeOutcome.Repeated(), TradeOutcome.OffBook() -> {
                // counted, nothing to do
            }
        }
    }

    private void feed(String key, FeedStatus status) {
        if (!status.getDataType().equals("trades")) {
            return;
        }
        SymbolCandles candles = symbol(key).candles;
        String connection = status.getConnectionId();
        String capture = connection.split("/", 2)[0];
        long time = Times.micros(status.getEventTime());
        boolean loss = status.getState() == FeedState.LIVE && status.getReason() != null;
        switch (status.getState()) {
            case LIVE, CONNECTED, ROTATED -> {
                if (loss) {
                    candles.failed(capture, time);
                }
                candles.listens(capture, connection, time, status.getState() == FeedState.ROTATED);
            }
            case DISCONNECTED -> candles.broke(capture, time);
            case STALE, RESYNC, UNKNOWN -> candles.failed(capture, time);
        }
    }

    private void prove(String key, Fact.Proven proven) {
        if (proven.dataType().equals("trades") && proven.lane() == dataset.lane()) {
            symbol(key).candles.proof(proven.proof(), this);
        }
    }

    private static Fact.Proven proven(Coverage coverage) {
        return new Fact.Proven(
                coverage.getDataType(),
                coverage.getBasis(),
                new SpanProofs.Proof(
                        Times.micros(coverage.getFromTime()),
                        Times.micros(coverage.getToTime()),
                        coverage.getFirstSequence(),
                        coverage.getLastSequence()));
    }

    /** Publishes corrections, and closes by the wall clock where nothing is on its way any more. */
    private void tick(long now) {
        Duration idle = dataset.idleClose();
        boolean caughtUp = task.caughtUp(idle, now)
                || (task.silentFor(idle, now)
                        && backlog.isEmpty(
                                dataset.trades().name(), context().taskId().partition()));
        long over = Times.micros(Instant.ofEpochMilli(now).minus(idle));
        boolean tell = now - toldAt >= TELL_MILLIS;
        toldAt = tell ? now : toldAt;
        for (Tracked tracked : symbols.values()) {
            tracked.candles.emitDue(this);
            if (caughtUp) {
                if (tracked.quiet.silentFor(idle, now)) {
                    tracked.candles.closeUntil(over, this);
                }
                tracked.candles.tellQuietHoles(now, this);
            }
            if (tell) {
                tracked.candles.tellCovered(this);
            }
            tracked.live.publish(
                    tracked.candles, now, (key, interval, candle) -> publishLive(key, interval, candle, now));
        }
    }

    @Override
    public void emit(String key, CandleInterval interval, CandleBuilder builder) {
        long now = context().currentSystemTimeMs();
        Candle candle = record(
                key,
                interval,
                builder.openTime,
                () -> CandleRecords.of(key, interval, builder, Instant.ofEpochMilli(now)));
        if (candle != null) {
            metrics.published(interval, builder.revision);
            context().forward(new Record<>(key, candle, now), dataset.names().sink());
        }
    }

    private void publishLive(String key, CandleInterval interval, CandleBuilder builder, long now) {
        Candle candle = record(
                key,
                interval,
                builder.openTime,
                () -> CandleRecords.of(key, interval, builder, Instant.ofEpochMilli(now)));
        if (candle != null) {
            metrics.publishedLive();
            context()
                    .forward(
                            new Record<>(key + ':' + interval.label(), candle, now),
                            dataset.names().liveSink());
        }
    }

    private @Nullable Candle record(String key, CandleInterval interval, long openTime, Supplier<Candle> made) {
        try {
            return made.get();
        } catch (NumberFormatException e) {
            metrics.unpublishable();
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("key", key)
                    .addKeyValue("interval", interval.label())
                    .addKeyValue("open_time", Times.instant(openTime))
                    .log("a candle's sum does not fit the contract; it is not published");
            return null;
        }
    }

    @Override
    public void empty(String key, CandleInterval interval, EmptyCandle empty) {
        long now = context().currentSystemTimeMs();
        metrics.publishedEmpty(interval);
        Candle candle = CandleRecords.of(key, interval, empty, Instant.ofEpochMilli(now));
        context().forward(new Record<>(key, candle, now), dataset.names().sink());
    }

    @Override
    public void emptiesLeftOut(String key, CandleInterval interval, long count, long until) {
        metrics.leftOut(count);
        LOG.atWarn()
                .addKeyValue("key", key)
                .addKeyValue("interval", interval.label())
                .addKeyValue("until", Times.instant(until))
                .log("{} intervals without trades are too many in a row; none of them is published", count);
    }

    @Override
    public void hole(String key, Hole hole) {
        LOG.atInfo()
                .addKeyValue("key", key)
                .addKeyValue("lane", dataset.lane())
                .addKeyValue("first_missing", hole.first())
                .addKeyValue("last_missing", hole.last())
                .log("ids are missing");
        forward(key, new Fact.Missing(dataset.lane(), hole));
    }

    @Override
    public void covered(String key, long first, long last) {
        forward(key, new Fact.Covered(dataset.lane(), first, last));
    }

    @Override
    public void found(String key, long id) {
        forward(key, new Fact.Found(dataset.lane(), id));
    }

    private void forward(String key, Fact fact) {
        context()
                .forward(
                        new Record<>(key, fact, context().currentSystemTimeMs()),
                        dataset.names().facts());
    }

    private Tracked symbol(String key) {
        return symbols.computeIfAbsent(
                key,
                fresh -> tracked(
                        SymbolCandles.begin(fresh, dataset.policy(), Objects.requireNonNull(state, "init comes first")),
                        context().currentSystemTimeMs()));
    }

    private Tracked tracked(SymbolCandles candles, long now) {
        return new Tracked(candles, new Quiet(now), new LiveCandles(dataset.policy()));
    }

    private ProcessorContext<String, Object> context() {
        return Objects.requireNonNull(context, "init comes first");
    }

    @Override
    public void close() {
        symbols.clear();
    }

    private record Tracked(SymbolCandles candles, Quiet quiet, LiveCandles live) {}
}
