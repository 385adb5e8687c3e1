package io.tickhouse.ingest.ws.capture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tickhouse.ingest.ws.venue.DataType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What a capture counts. */
final class CaptureMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<DataType, Counter> records = new EnumMap<>(DataType.class);
    private final Map<String, Counter> ignored = new HashMap<>();
    private final AtomicLong clockAheadMicros = new AtomicLong();

    final Counter mapped;
    final Counter rejected;
    final Counter missing;
    final Counter late;
    final Counter repeated;
    final Counter resyncs;
    final Counter drifts;
    final Counter renewals;
    final Counter restFailures;

    private final List<Meter> meters = new ArrayList<>();
    private final Tags own;

    /** @param capture names the capture among those of the process */
    CaptureMeters(MeterRegistry registry, String venue, String capture) {
        this.registry = registry;
        this.tags = Tags.of("venue", venue);
        this.own = tags.and("capture", capture);
        mapped = frames("mapped", "");
        rejected = frames("rejected", "");
        missing = registry.counter("ws.ids.missing", tags);
        late = registry.counter("ws.ids.late", tags);
        repeated = registry.counter("ws.ids.repeated", tags);
        resyncs = registry.counter("ws.books.broken", tags);
        drifts = registry.counter("ws.books.drifted", tags);
        renewals = registry.counter("ws.subscriptions.renewed", tags);
        restFailures = registry.counter("ws.rest.failures", tags);
        gauge("ws.clock.ahead.seconds", () -> clockAheadMicros.get() / 1e6);
    }

    /** A value of this capture alone, for as long as it lasts. */
    void gauge(String name, Supplier<Number> value) {
        meters.add(Gauge.builder(name, value).tags(own).register(registry));
    }

    /** A count of this capture alone, kept by something that lasts as long as it. */
    <T> void total(String name, T keeper, ToDoubleFunction<T> count) {
        meters.add(FunctionCounter.builder(name, keeper, count).tags(own).register(registry));
    }

    /** Ends what is this capture's alone; counts stay. */
    void end() {
        meters.forEach(registry::remove);
    }

    private Counter frames(String outcome, String reason) {
        return registry.counter("ws.frames", tags.and("outcome", outcome, "reason", reason));
    }

    /** A frame was ignored. */
    void ignored(String reason) {
        ignored.computeIfAbsent(reason, some -> frames("ignored", some)).increment();
    }

    /** A record went to its topic's producer. */
    void record(DataType type) {
        records.computeIfAbsent(type, some -> registry.counter("ws.records", tags.and("type", some.label())))
                .increment();
    }

    /** A connection came to a state. */
    void connection(String state) {
        registry.counter("ws.connections", tags.and("state", state)).increment();
    }

    /** The venue's clock is so much ahead of ours. */
    void clockAhead(long micros) {
        clockAheadMicros.set(micros);
    }

    /** How much the venue's clock was ahead of ours when last asked, in microseconds. */
    long clockAheadMicros() {
        return clockAheadMicros.get();
    }
}
