package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a load of history costs live consumers: delays of a live topic without it and while it runs, in turns. */
public final class LiveBesideLoadBench implements Benchmark {
    private static final int DAYS = 4;

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
        long trades = trial.quick() ? 1_000_000 : 12_000_000;
        try (BenchStack stack = BenchStack.start(trial, "live-beside-load", 4)) {
            SimulatedDays days = SimulatedDays.make(trial, stack.folder().resolve("archive"), DAYS, trades);
            List<Double> alone = new ArrayList<>();
            List<Double> alonePeak = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            List<Double> besidePeak = new ArrayList<>();
            LiveDelays.measure(stack, length); // warms up
            for (int run = 0; run < trial.runs(); run++) {
                LiveDelays quiet = LiveDelays.measure(stack, length);
                alone.add(quiet.quantile(0.5));
                alonePeak.add(quiet.quantile(0.99));
                Child load = load(stack, trial, days, run);
                try {
                    LiveDelays busy = LiveDelays.measure(stack, length);
                    beside.add(busy.quantile(0.5));
                    besidePeak.add(busy.quantile(0.99));
                    trial.say("  the load still ran at the end: %s", load.isAlive());
                } finally {
                    load.close();
                }
            }
            return List.of(result("median", beside, alone), result("p99", besidePeak, alonePeak));
        }
    }

    private static Result result(String quantile, List<Double> beside, List<Double> alone) {
        return new Result(
                "live-beside-load/" + quantile,
                "ms",
                new Measured("while ingest-bulk loads", beside),
                List.of(new Measured("without a load", alone)),
                "no more than noise");
    }

    private static Child load(BenchStack stack, Trial trial, SimulatedDays days, int run) {
        Path log = stack.folder().resolve("load-" + run + ".log");
        return Child.inBackground(
                trial.workspace(),
                Program.INGEST_BULK,
                List.of(
                        "load",
                        "--venue",
                        "binance-spot",
                        "--symbols",
                        SimulatedDays.SYMBOL,
                        "--from",
                        SimulatedDays.FIRST.toString(),
                        "--to",
                        days.last().toString(),
                        "--archive",
                        days.root().toString(),
                        "--source",
                        "SIMULATED",
                        "--reload",
                        "all",
                        "--work",
                        stack.folder().resolve("work").toString()),
                stack.endpoints().asEnvironment(),
                log,
                false);
    }
}
