package io.tickhouse.bench;

import io.tickhouse.bench.report.Result;
import java.util.List;

/** One measurement, with its neighbours in the same run. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /** What is measured beside what, in one line. */
    String description();

    /** Measures. What it starts has ended when it returns or throws. */
    List<Result> run(Trial trial) throws Exception;
}
