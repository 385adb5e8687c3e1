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

/**
 * The same delays without a load of history and while one runs, in turns. Each load is of days of their own: what was loaded
 * before costs those who read it almost nothing.
 */
final class BesideLoad {
    private static final int DAYS_A_LOAD = 2;

    /** What is measured. */
    interface Measuring {
        Delays measure() throws Exception;

        /** Waits until nothing is left to be done of a load that has ended. */
        void rest() throws Exception;
    }

    private BesideLoad() {}

    /** @param trades of a load; they are to outlast what is measured */
    static List<Result> run(Trial trial, BenchStack stack, String name, long trades, Measuring measuring)
            throws Exception {
        int loads = trial.runs() + 1;
        SimulatedDays days =
                SimulatedDays.make(trial, stack.folder().resolve("archive"), loads * DAYS_A_LOAD, loads * trades);
        List<Delays> alone = new ArrayList<>();
        List<Delays> beside = new ArrayList<>();
        beside(stack, trial, days, 0, measuring); // warms up
        for (int run = 1; run < loads; run++) {
            measuring.rest();
            alone.add(measuring.measure());
            beside.add(beside(stack, trial, days, run, measuring));
        }
        return List.of(
                result(name + "/median", 0.5, beside, alone),
                result(name + "/p90", 0.9, beside, alone),
                result(name + "/p99", 0.99, beside, alone));
    }

    private static Delays beside(BenchStack stack, Trial trial, SimulatedDays days, int run, Measuring measuring)
            throws Exception {
        try (Child load = load(stack, trial, days, run)) {
            Delays busy = measuring.measure();
            trial.say("  load %d still ran at the end: %s", run, load.isAlive());
            return busy;
        }
    }

    private static Result result(String name, double quantile, List<Delays> beside, List<Delays> alone) {
        return new Result(
                name,
                "ms",
                new Measured("while ingest-bulk loads", quantiles(quantile, beside)),
                List.of(new Measured("without a load", quantiles(quantile, alone))),
                "no more than noise");
    }

    private static List<Double> quantiles(double quantile, List<Delays> runs) {
        return runs.stream().map(run -> run.quantile(quantile)).toList();
    }

    private static Child load(BenchStack stack, Trial trial, SimulatedDays days, int run) {
        Path log = stack.folder().resolve("load-" + run + ".log");
        List<String> arguments = new ArrayList<>(
                List.of("load", "--work", stack.folder().resolve("work").toString()));
        arguments.addAll(days.asked(run * DAYS_A_LOAD, (run + 1) * DAYS_A_LOAD - 1));
        return Child.inBackground(
                trial.workspace(),
                Program.INGEST_BULK,
                arguments,
                stack.endpoints().asEnvironment(),
                log,
                false);
    }
}
