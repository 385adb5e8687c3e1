package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import java.time.Duration;
import java.util.List;

/** What a load of history, and the making of its candles, costs live candles. */
public final class CandlesBesideLoadBench implements Benchmark {
    @Override
    public String name() {
        return "candles-beside-load";
    }

    @Override
    public String description() {
        return "end of a second to the reading of its candles from market.candles.v1, 1,000 trades/s of 16 symbols, while"
                + " history is loaded, and made into candles by the same aggregator, and not";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        Duration length = trial.quick() ? Duration.ofSeconds(8) : Duration.ofSeconds(30);
        try (BenchStack stack = BenchStack.start(trial, name(), 4);
                Child aggregator = Child.inBackground(
                        trial.workspace(),
                        Program.STREAMS,
                        List.of(
                                "--set",
                                "streams.state.dir=" + stack.folder().resolve("state"),
                                "--set",
                                "admin.port=0"),
                        stack.endpoints().asEnvironment(),
                        stack.folder().resolve("aggregator.log"),
                        false)) {
            CandleDelays delays = new CandleDelays(stack, aggregator);
            return BesideLoad.run(trial, stack, name(), () -> delays.measure(length));
        }
    }
}
