package io.tickhouse.streams.candles;

import io.tickhouse.market.Candle;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.streams.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link SymbolCandles}: feeds it records and wall-clock time, publishes what it emits. */
final class CandleProcessor implements Processor<String, Trade, String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(CandleProcessor.class);
    /** How often corrections are published and silence is looked for. */
    private static final Duration TICK = Duration.ofMillis(100);

    private final CandleNames names;
    private final CandlePolicy policy;
    private final Duration idleClose;
    private final CandleMetrics metrics;
    private final Serializer<Trade> rawTrades;
    private final Map<String, Tracked> symbols = new HashMap<>();
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable CandleState state;
    private Quiet task = new Quiet(0);

    CandleProcessor(
            CandleNames names,
            CandlePolicy policy,
            Duration idleClose,
            CandleMetrics metrics,
            Serializer<Trade> rawTrades) {
        this.names = names;
        this.policy = policy;
        this.idleClose = idleClose;
        this.metrics = metrics;
        this.rawTrades = rawTrades;
    }

    @Override
    public void init(ProcessorContext<String, Object> given) {
        context = given;
        CandleStore store = given.getStateStore(names.store());
        CandleState kept = new KeyValueCandleState(store.bytes());
        state = kept;
        long now = given.currentSystemTimeMs();
        task = new Quiet(now);
        symbols.clear();
        kept.symbols()
                .forEach(saved -> symbols.put(
                        saved.key(), new Tracked(SymbolCandles.restore(saved, policy, kept), new Quiet(now))));
        store.beforeCommit(() -> symbols.values().forEach(tracked -> tracked.candles.save()));
        given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, Trade> record) {
        ProcessorContext<String, Object> out = Objects.requireNonNull(context, "init comes first");
        long now = out.currentSystemTimeMs();
        task.heard(now, record.timestamp());
        Tracked tracked = symbols.computeIfAbsent(
                record.key(),
                key -> new Tracked(
                        SymbolCandles.begin(key, policy, Objects.requireNonNull(state, "init comes first")),
                        new Quiet(now)));
        tracked.quiet.heard(now, record.timestamp());
        TradeOutcome outcome = tracked.candles.add(record.value(), this::publish);
        metrics.count(outcome);
        switch (outcome) {
            case TradeOutcome.Refused(String reason) -> deadLetter(out, record, reason);
            case TradeOutcome.TooLate late ->
                deadLetter(
                        out,
                        record,
                        "too late for the candles of "
                                + late.intervals().stream().map(Interval::label).toList()
                                + ", which are no longer kept: recompute them from the trades table");
            default -> {}
        }
    }

    /** Publishes corrections, and closes by the wall clock where nothing is on its way any more. */
    private void tick(long now) {
        boolean caughtUp = task.silentFor(idleClose, now) || task.caughtUp(idleClose, now);
        long nowMicros = Times.micros(Instant.ofEpochMilli(now));
        for (Tracked tracked : symbols.values()) {
            tracked.candles.emitDue(this::publish);
            if (caughtUp && tracked.quiet.silentFor(idleClose, now)) {
                tracked.candles.closeUntil(nowMicros, this::publish);
            }
        }
    }

    private void publish(String key, Interval interval, CandleBuilder builder) {
        ProcessorContext<String, Object> out = Objects.requireNonNull(context, "init comes first");
        long now = out.currentSystemTimeMs();
        Candle candle;
        try {
            candle = CandleRecords.of(key, interval, builder, Instant.ofEpochMilli(now));
        } catch (NumberFormatException e) {
            metrics.unpublishable();
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("key", key)
                    .addKeyValue("interval", interval.label())
                    .addKeyValue("open_time", Times.instant(builder.openTime))
                    .log("a candle's sum does not fit the contract; it is not published");
            return;
        }
        metrics.published(interval, builder.revision);
        out.forward(new Record<>(key, candle, now), names.sink());
    }

    private void deadLetter(ProcessorContext<String, Object> out, Record<String, Trade> record, String reason) {
        Trade trade = record.value();
        RecordMetadata origin = out.recordMetadata().orElseThrow();
        LOG.atWarn()
                .addKeyValue("key", record.key())
                .addKeyValue("trade_id", trade.getTradeId())
                .addKeyValue("event_time", trade.getEventTime())
                .addKeyValue("origin", DeadLetters.key(origin.topic(), origin.partition(), origin.offset()))
                .log(reason);
        Headers headers = DeadLetters.headers(origin.topic(), origin.partition(), origin.offset(), reason);
        byte[] bytes = rawTrades.serialize(origin.topic(), trade);
        out.forward(
                new Record<>(
                        DeadLetters.key(origin.topic(), origin.partition(), origin.offset()),
                        bytes,
                        out.currentSystemTimeMs(),
                        headers),
                names.deadLetters());
    }

    @Override
    public void close() {
        symbols.clear();
    }

    private record Tracked(SymbolCandles candles, Quiet quiet) {}
}
