package io.tickhouse.streams.gaps;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.market.GapEvent;

/** What the gap processors count. */
final class GapMetrics {
    private final MeterRegistry metrics;

    GapMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void published(GapEvent event) {
        Counter.builder("tickhouse.gaps.published")
                .description("States of gaps published")
                .tag("type", event.getDataType())
                .tag("cause", event.getCause())
                .tag("status", event.getStatus().name())
                .register(metrics)
                .increment();
    }
}
