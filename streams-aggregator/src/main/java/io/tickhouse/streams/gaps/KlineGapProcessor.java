package io.tickhouse.streams.gaps;

import io.tickhouse.market.GapEvent;
import io.tickhouse.market.Kline;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.streams.coverage.Fact.Lane;
import io.tickhouse.streams.store.ByteStore;
import io.tickhouse.streams.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The shell of {@link KlineGaps}: both lanes, every price and interval. */
final class KlineGapProcessor implements Processor<String, Kline, String, GapEvent> {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final String storeName;
    private final GapMetrics metrics;
    private final long quietMillis;
    private final Map<Series, KlineGaps> series = new HashMap<>();
    private @Nullable ProcessorContext<String, GapEvent> context;
    private @Nullable ByteStore bytes;

    /** One instrument's klines of one price and interval; the name also says where they are kept. */
    private record Series(String key, String dataType) {
        Bytes stored() {
            return Bytes.wrap((key + '\0' + dataType).getBytes(StandardCharsets.UTF_8));
        }
    }

    KlineGapProcessor(String storeName, GapMetrics metrics, long quietMillis) {
        this.storeName = storeName;
        this.metrics = metrics;
        this.quietMillis = quietMillis;
    }

    @Override
    public void init(ProcessorContext<String, GapEvent> given) {
        context = given;
        ObjectStore store = given.getStateStore(storeName);
        bytes = store.bytes();
        series.clear();
        store.beforeCommit(this::save);
        given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void save() {
        ByteStore store = Objects.requireNonNull(bytes, "init comes first");
        series.forEach((name, gaps) -> {
            if (gaps.takeModified()) {
                store.put(name.stored(), gaps.encode());
            }
        });
    }

    @Override
    public void process(Record<String, Kline> record) {
        Kline kline = record.value();
        Optional<Interval> interval = kline == null || !kline.getClosed() ? Optional.empty() : known(kline);
        if (kline == null || interval.isEmpty() || !hasEmptyKlines(kline)) {
            return;
        }
        String type = "klines-" + kline.getInterval();
        String price = kline.getPriceType().name().toLowerCase(Locale.ROOT);
        Series name = new Series(record.key(), price.equals("trade") ? type : price + "-price-" + type);
        Lane lane = context().recordMetadata().orElseThrow().topic().equals(Topics.KLINES_HISTORY.name())
                ? Lane.HISTORY
                : Lane.LIVE;
        series.computeIfAbsent(name, first -> load(first, interval.get()))
                .closed(lane, kline, context().currentSystemTimeMs(), publisher(record.key()));
    }

    private KlineGaps load(Series name, Interval interval) {
        byte[] saved = Objects.requireNonNull(bytes, "init comes first").get(name.stored());
        return new KlineGaps(name.key(), name.dataType(), interval, saved == null ? new byte[0] : saved);
    }

    /** Where an interval without trades has no kline, one that is passed over is not missing. */
    private static boolean hasEmptyKlines(Kline kline) {
        return Venue.of(kline.getVenue()).map(Venue::hasEmptyKlines).orElse(true);
    }

    /** Intervals are an open set; of one this version does not know nothing is said. */
    private static Optional<Interval> known(Kline kline) {
        return Arrays.stream(Interval.values())
                .filter(interval -> interval.label().equals(kline.getInterval()))
                .findFirst();
    }

    private void tick(long now) {
        series.forEach((name, gaps) -> gaps.tick(now, quietMillis, publisher(name.key())));
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
        series.clear();
    }
}
