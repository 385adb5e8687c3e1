package io.tickhouse.ingest.ws.capture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tickhouse.ingest.ws.venue.DataType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

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

    CaptureMeters(MeterRegistry registry, String venue) {
        this.registry = registry;
        this.tags = Tags.of("venue", venue);
        mapped = frames("mapped", "");
        rejected = frames("rejected", "");
        missing = registry.counter("ws.ids.missing", tags);
        late = registry.counter("ws.ids.late", tags);
        repeated = registry.counter("ws.ids.repeated", tags);
        resyncs = registry.counter("ws.books.broken", tags);
        drifts = registry.counter("ws.books.drifted", tags);
        renewals = registry.counter("ws.subscriptions.renewed", tags);
        restFailures = registry.counter("ws.rest.failures", tags);
        registry.gauge("ws.clock.ahead.seconds", tags, clockAheadMicros, micros -> micros.get() / 1e6);
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
