package io.tickhouse.streams.gaps;

import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.GapEvent;
import io.tickhouse.schemas.Topics;
import io.tickhouse.streams.candles.Backlog;
import io.tickhouse.streams.coverage.Fact;
import io.tickhouse.streams.store.ByteStore;
import io.tickhouse.streams.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The shell of {@link SymbolGaps}. */
final class GapProcessor implements Processor<String, Object, String, GapEvent> {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final String storeName;
    private final GapMetrics metrics;
    private final Backlog backlog;
    private final long patienceMillis;
    private final Map<String, SymbolGaps> symbols = new HashMap<>();
    private @Nullable ProcessorContext<String, GapEvent> context;

    /**
     * @param backlog of feed status
     * @param patienceMillis for how long a live capture may say nothing
     */
    GapProcessor(String storeName, GapMetrics metrics, Backlog backlog, long patienceMillis) {
        this.storeName = storeName;
        this.metrics = metrics;
        this.backlog = backlog;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public void init(ProcessorContext<String, GapEvent> given) {
        context = given;
        ObjectStore store = given.getStateStore(storeName);
        ByteStore bytes = store.bytes();
        symbols.clear();
        bytes.scan(Bytes.wrap(new byte[0]), Bytes.wrap(new byte[] {(byte) 0xff}), (key, value) -> {
            SymbolGaps saved = GapCodec.decode(value);
            symbols.put(saved.key(), saved);
        });
        store.beforeCommit(() -> save(bytes));
        given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void save(ByteStore bytes) {
        for (SymbolGaps symbol : symbols.values()) {
            if (symbol.takeModified()) {
                bytes.put(Bytes.wrap(symbol.key().getBytes(StandardCharsets.UTF_8)), GapCodec.encode(symbol));
            }
        }
    }

    @Override
    public void process(Record<String, Object> record) {
        long now = context().currentSystemTimeMs();
        SymbolGaps symbol = symbols.computeIfAbsent(record.key(), SymbolGaps::begin);
        switch (record.value()) {
            case Fact fact -> symbol.fact(fact, now, publisher(record.key()));
            case FeedStatus status -> symbol.status(status, now, publisher(record.key()));
            case null, default ->
                throw new IllegalStateException("expected a fact or a feed's status, found " + record.value());
        }
    }

    private void tick(long now) {
        boolean allRead =
                backlog.isEmpty(Topics.FEED_STATUS.name(), context().taskId().partition());
        symbols.forEach((key, symbol) -> {
            symbol.tick(now, publisher(key));
            if (allRead) {
                symbol.missWords(patienceMillis, now, publisher(key));
            }
        });
    }

    private Consumer<GapEvent> publisher(String key) {
        return event -> {
            metrics.published(event);
            context().forward(new Record<>(key, event, context().currentSystemTimeMs()));
        };
    }

    private ProcessorContext<String, GapEvent> context() {
        return Objects.requireNonNull(context, "init comes first");
    }

    @Override
    public void close() {
        symbols.clear();
    }
}
