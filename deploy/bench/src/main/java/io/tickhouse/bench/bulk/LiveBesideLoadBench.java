package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import java.time.Duration;
import java.util.List;

/** What a load of history costs live consumers: delays of a live topic without it and while it runs. */
public final class LiveBesideLoadBench implements Benchmark {
    @Override
    public String name() {
        return "live-beside-load";
    }

    @Override
    public String description() {
        return "sent to read by a read_committed consumer of market.trades.v1 at 1,000/s, while history is loaded and not";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        Duration length = trial.quick() ? Duration.ofSeconds(5) : Duration.ofSeconds(20);
        try (BenchStack stack = BenchStack.start(trial, name(), 4)) {
            return BesideLoad.run(
                    trial, stack, name(), trial.quick() ? 1_000_000L : 32_000_000L, new BesideLoad.Measuring() {
                        @Override
                        public Delays measure() throws Exception {
                            return LiveDelays.measure(stack, length);
                        }

                        @Override
                        public void rest() {
                            // nobody reads what is loaded
                        }
                    });
        }
    }
}
