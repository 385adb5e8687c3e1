package io.tickhouse.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.service.terminal.Terminal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleChartTest {
    private final CandleChart chart = new CandleChart(new Terminal(false, false));

    @Test
    void theHighestPriceStandsOnTopAndTheLowestAtTheBottom() {
        List<String> lines = chart.lines(List.of(bar(1, 4, 1, 3), bar(3, 9, 2, 2)));

        assertThat(lines).hasSize(10);
        assertThat(lines.getFirst()).endsWith("9").contains("│");
        assertThat(lines.getLast()).endsWith("1").startsWith("  ┃");
    }

    @Test
    void moreCandlesThanColumnsAreMergedWithoutLosingTheirExtremes() {
        List<CandleChart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            bars.add(bar(50, i == 777 ? 99 : 51, i == 333 ? 2 : 49, 50));
        }

        List<String> lines = chart.lines(bars);

        assertThat(lines.getFirst()).endsWith("99").contains("│");
        assertThat(lines.getLast()).endsWith("2").contains("│");
        assertThat(lines).allMatch(line -> line.length() <= 2 + 72 + 2 + 2);
    }

    @Test
    void candlesThatNeverMoveAndNoCandlesAtAllCanBeDrawn() {
        assertThat(chart.lines(List.of(bar(5, 5, 5, 5)))).hasSize(10);
        assertThat(chart.lines(List.of())).isEmpty();
    }

    private static CandleChart.Bar bar(int open, int high, int low, int close) {
        return new CandleChart.Bar(
                BigDecimal.valueOf(open), BigDecimal.valueOf(high), BigDecimal.valueOf(low), BigDecimal.valueOf(close));
    }
}
