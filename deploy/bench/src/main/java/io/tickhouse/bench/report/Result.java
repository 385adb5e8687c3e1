package io.tickhouse.bench.report;

import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * How many times a neighbour's figure ours is: the median of the runs' own ratios, since what slows the machine for a while
     * slows both sides of a run. Where the numbers of runs differ it is the ratio of the medians.
     */
    public double ratio(Measured neighbour) {
        int runs = ours.values().size();
        if (neighbour.values().size() != runs) {
            return ours.median() / neighbour.median();
        }
        return new Measured(
                        neighbour.label(),
                        IntStream.range(0, runs)
                                .mapToObj(run -> ours.values().get(run)
                                        / neighbour.values().get(run))
                                .toList())
                .median();
    }
}
