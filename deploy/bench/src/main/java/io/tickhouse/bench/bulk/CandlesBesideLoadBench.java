package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.bench.streams.GroupWatch;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.util.List;

/** What a load of history, and the making of its candles, costs live candles. */
public final class CandlesBesideLoadBench implements Benchmark {
    private static final String AGGREGATOR = "streams-aggregator";

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
                        false);
                GroupWatch group = new GroupWatch(stack)) {
            CandleDelays delays = new CandleDelays(stack, aggregator);
            return BesideLoad.run(
                    trial, stack, name(), trial.quick() ? 2_000_000L : 24_000_000L, new BesideLoad.Measuring() {
                        @Override
                        public Delays measure() throws Exception {
                            Delays measured = delays.measure(length);
                            trial.say(
                                    "  %,d trades of history are still to be made into candles",
                                    group.behind(AGGREGATOR, Topics.TRADES_HISTORY.name()));
                            return measured;
                        }

                        @Override
                        public void rest() throws InterruptedException {
                            group.untilAllRead(AGGREGATOR, Topics.TRADES_HISTORY.name());
                        }
                    });
        }
    }
}
