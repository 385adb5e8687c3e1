package io.tickhouse.bench.report;

import java.util.List;

/**
 * One side of a comparison.
 *
 * @param label what was measured
 * @param values a figure for each run, in the result's unit; at least one
 */
public record Measured(String label, List<Double> values) {
    public Measured {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected at least one figure for " + label + ", found none");
        }
        values = values.stream().sorted().toList();
    }

    public static Measured of(String label, double value) {
        return new Measured(label, List.of(value));
    }

    public double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    public double min() {
        return values.getFirst();
    }

    public double max() {
        return values.getLast();
    }
}
