package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same delays without a load of history and while one runs, in turns. */
final class BesideLoad {
    private static final int DAYS = 4;

    /** Measures once. */
    interface Measuring {
        Delays measure() throws Exception;
    }

    private BesideLoad() {}

    static List<Result> run(Trial trial, BenchStack stack, String name, Measuring measuring) throws Exception {
        long trades = trial.quick() ? 1_000_000 : 12_000_000;
        SimulatedDays days = SimulatedDays.make(trial, stack.folder().resolve("archive"), DAYS, trades);
        List<Double> alone = new ArrayList<>();
        List<Double> alonePeak = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        List<Double> besidePeak = new ArrayList<>();
        measuring.measure(); // warms up
        for (int run = 0; run < trial.runs(); run++) {
            Delays quiet = measuring.measure();
            alone.add(quiet.quantile(0.5));
            alonePeak.add(quiet.quantile(0.99));
            Child load = load(stack, trial, days, run);
            try {
                Delays busy = measuring.measure();
                beside.add(busy.quantile(0.5));
                besidePeak.add(busy.quantile(0.99));
                trial.say("  the load still ran at the end: %s", load.isAlive());
            } finally {
                load.close();
            }
        }
        return List.of(result(name + "/median", beside, alone), result(name + "/p99", besidePeak, alonePeak));
    }

    private static Result result(String name, List<Double> beside, List<Double> alone) {
        return new Result(
                name,
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
