package io.tickhouse.bench.bulk;

import java.util.List;

/** Delays in milliseconds, in rising order; at least one. */
record Delays(List<Double> millis) {
    Delays {
        millis = millis.stream().sorted().toList();
        if (millis.isEmpty()) {
            throw new IllegalStateException("expected delays to be measured, found none");
        }
    }

    /** The delay that so large a part, from 0 to 1, does not exceed. */
    double quantile(double quantile) {
        return millis.get((int) Math.round(quantile * (millis.size() - 1)));
    }
}
