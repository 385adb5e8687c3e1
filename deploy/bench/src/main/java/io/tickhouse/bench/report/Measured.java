package io.tickhouse.bench.report;

import java.util.Collections;
import java.util.List;

/**
 * One side of a comparison.
 *
 * @param label what was measured
 * @param values a figure for each run in the order of the runs, in the result's unit; at least one
 */
public record Measured(String label, List<Double> values) {
    public Measured {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected at least one figure for " + label + ", found none");
        }
        values = List.copyOf(values);
    }

    public static Measured of(String label, double value) {
        return new Measured(label, List.of(value));
    }

    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The value that 99 of 100 do not exceed. */
    public double p99() {
        return values.stream().sorted().toList().get((int) Math.ceil(values.size() * 0.99) - 1);
    }

    public double min() {
        return Collections.min(values);
    }

    public double max() {
        return Collections.max(values);
    }
}
