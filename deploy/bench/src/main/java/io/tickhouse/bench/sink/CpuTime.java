package io.tickhouse.bench.sink;

import io.tickhouse.launcher.process.Child;
import java.time.Duration;
import java.util.Optional;

/** Where the processor's time goes while a loader loads: the loader, ClickHouse, and this process, which holds the broker. */
record CpuTime(Duration loader, Duration clickhouse, Duration broker) {
    static CpuTime of(BenchStack stack, Child loader) {
        return new CpuTime(
                of(ProcessHandle.of(loader.pid())),
                of(Optional.of(stack.parts().clickhouse().handle())),
                of(Optional.of(ProcessHandle.current())));
    }

    private static Duration of(Optional<ProcessHandle> process) {
        return process.flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    /** Microseconds a row since an earlier moment, in words. */
    String since(CpuTime start, long rows) {
        return String.format(
                java.util.Locale.ROOT,
                "CPU-µs a row: loader %.2f, ClickHouse %.2f, broker and watch %.2f",
                micros(loader.minus(start.loader), rows),
                micros(clickhouse.minus(start.clickhouse), rows),
                micros(broker.minus(start.broker), rows));
    }

    private static double micros(Duration time, long rows) {
        return time.toNanos() / 1e3 / rows;
    }
}
