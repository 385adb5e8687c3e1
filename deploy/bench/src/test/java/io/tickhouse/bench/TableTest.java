package io.tickhouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.report.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void everyNeighbourStandsUnderOurFigureWithTheRatioToIt() {
        Result result = new Result(
                "sink",
                "rows/s",
                new Measured("sink", List.of(300_000.0, 100_000.0, 200_000.0)),
                List.of(Measured.of("limit", 250_000), Measured.of("peer", 50_000)),
                "≥ 0.7 of limit");

        assertThat(Table.of(List.of(result)).lines().skip(2))
                .containsExactly(
                        "| sink | sink | 200,000 | 100,000 – 300,000 | rows/s |  | ≥ 0.7 of limit |",
                        "|  | limit | 250,000 |  | rows/s | 0.80 |  |",
                        "|  | peer | 50,000 |  | rows/s | 4.00 |  |");
    }

    @Test
    void runsArePairedSoThatAMachineThatSlowsDownChangesNoRatio() {
        Measured ours = new Measured("ours", List.of(80.0, 40.0, 21.0));
        Measured limit = new Measured("limit", List.of(100.0, 50.0, 25.0));

        assertThat(new Result("x", "rows/s", ours, List.of(limit), "").ratio(limit))
                .isEqualTo(0.8);
    }
}
