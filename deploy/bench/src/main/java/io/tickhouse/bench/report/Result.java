package io.tickhouse.bench.report;

import java.util.List;

/**
 * A figure and its neighbours.
 *
 * @param bench name of the benchmark, with what was measured when it has several results: {@code queries/latest-200}
 * @param unit of all figures
 * @param ours what Tickhouse does
 * @param beside its neighbours: limits and peers, measured in the same run
 * @param target what is aimed at, in words; empty for none
 */
public record Result(String bench, String unit, Measured ours, List<Measured> beside, String target) {
    public Result {
        beside = List.copyOf(beside);
    }

    /** Our median divided by a neighbour's. */
    public double ratio(Measured neighbour) {
        return ours.median() / neighbour.median();
    }
}
