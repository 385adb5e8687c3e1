package io.tickhouse.sink.clickhouse;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The sink's meters. Thread-safe. */
final class SinkMetrics {
    private final MeterRegistry registry;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong buffered = new AtomicLong();

    SinkMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("tickhouse.sink.lag", lag, AtomicLong::get)
                .description("Records in the assigned partitions that are not yet fetched.")
                .baseUnit("records")
                .register(registry);
        Gauge.builder("tickhouse.sink.buffered", buffered, AtomicLong::get)
                .description("Memory held by records and rows that are not yet in ClickHouse.")
                .baseUnit("bytes")
                .register(registry);
    }

    void batch(String table, int rows, WriteOutcome outcome, Duration took) {
        registry.counter("tickhouse.sink.rows", "table", table).increment(rows);
        registry.counter(
                        "tickhouse.sink.batches",
                        "table",
                        table,
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
        registry.timer("tickhouse.sink.insert", "table", table).record(took);
        if (outcome instanceof WriteOutcome.Repaired repaired) {
            registry.counter("tickhouse.sink.repaired.rows", "table", table).increment(repaired.rows());
        }
    }

    void deadLetters(String topic, int letters) {
        registry.counter("tickhouse.sink.dead.letters", "topic", topic).increment(letters);
    }

    void lag(long records) {
        lag.set(records);
    }

    void buffered(long bytes) {
        buffered.set(bytes);
    }
}
