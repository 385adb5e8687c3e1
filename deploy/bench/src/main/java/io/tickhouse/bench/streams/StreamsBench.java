package io.tickhouse.bench.streams;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.bench.sink.SimulatedTrades;
import io.tickhouse.bench.sink.TradeTopic;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trades a second into candles of every interval. */
public final class StreamsBench implements Benchmark {
    private static final int PARTITIONS = 4;
    private static final int SYMBOLS = 8;
    private static final int COMMIT_MS = 200;
    /** The neighbour of all intervals is slow: it gets through a part. */
    private static final int PART = 8;

    private static final String EVERY =
            Arrays.stream(Interval.values()).map(Interval::label).collect(Collectors.joining(","));

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String description() {
        return "trades into candles of all 16 intervals, exactly once, one thread; beside the DSL's windowed aggregation of"
                + " 1-minute candles alone, and of the same set";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        long trades = trial.quick() ? 800_000 : 6_000_000;
        List<Double> ours = new ArrayList<>();
        List<Double> minutes = new ArrayList<>();
        List<Double> every = new ArrayList<>();
        try (BenchStack stack = BenchStack.start(trial, "streams", PARTITIONS);
                GroupWatch watch = new GroupWatch(stack)) {
            trial.say("  filling the topic with %,d trades of %d symbols in one day", trades, SYMBOLS);
            TradeTopic.fill(
                    stack,
                    Topics.TRADES_HISTORY,
                    new SimulatedTrades(trial.seed(), SYMBOLS, trades, LocalDate.of(2024, 8, 1), 1));
            for (int run = 0; run < trial.runs(); run++) {
                ours.add(aggregator(stack, watch, trial, run, trades));
                minutes.add(dsl(stack, watch, trial, "dsl-minute-" + run, "1m", trades));
                every.add(dsl(stack, watch, trial, "dsl-every-" + run, EVERY, trades / PART));
            }
        }
        return List.of(new Result(
                "streams",
                "trades/s",
                new Measured("streams-aggregator, 16 intervals, 512 MB heap", ours),
                List.of(
                        new Measured("DSL, 1-minute candles alone, caching on", minutes),
                        new Measured("DSL, the same 16, caching on", every)),
                "≥ 1.0 × the DSL's 1-minute candles, ≥ 5 × the DSL's 16"));
    }

    private static double aggregator(BenchStack stack, GroupWatch watch, Trial trial, int run, long trades)
            throws IOException, InterruptedException {
        String application = "bench-aggregator-" + run;
        Path state = stack.folder().resolve(application);
        Path log = stack.folder().resolve(application + ".log");
        Child child = Child.inBackground(
                trial.workspace(),
                Program.STREAMS,
                List.of(
                        "--set", "streams.application.id=" + application,
                        "--set", "streams.state.dir=" + state,
                        "--set", "streams.history.commit.interval.ms=" + COMMIT_MS,
                        "--set", "streams.threads=1",
                        "--set", "admin.port=0"),
                stack.endpoints().asEnvironment(),
                log,
                false);
        try {
            double rate = watch.rate(application, Topics.TRADES_HISTORY.name(), trades, child, log);
            trial.say(
                    "  aggregator %,.0f trades/s; a symbol's day of %,d trades: %,d bytes of state, %,d of changelog",
                    rate,
                    trades / SYMBOLS,
                    bytes(state) / SYMBOLS,
                    watch.logBytes(application, "-changelog") / SYMBOLS);
            return rate;
        } finally {
            child.close();
        }
    }

    private static double dsl(
            BenchStack stack, GroupWatch watch, Trial trial, String name, String intervals, long trades)
            throws IOException, InterruptedException {
        Path log = stack.folder().resolve(name + ".log");
        Path state = stack.folder().resolve(name);
        Child child = Child.inBackground(
                trial.workspace(),
                Program.BENCH,
                List.of(
                        "dsl-candles",
                        "--application=" + name,
                        "--intervals=" + intervals,
                        "--commit-ms=" + COMMIT_MS,
                        "--state=" + state),
                stack.endpoints().asEnvironment(),
                log,
                false);
        try {
            double rate = watch.rate(name, Topics.TRADES_HISTORY.name(), trades, child, log);
            trial.say("  %s %,.0f trades/s", name, rate);
            return rate;
        } finally {
            child.close();
            Trial.remove(state);
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
