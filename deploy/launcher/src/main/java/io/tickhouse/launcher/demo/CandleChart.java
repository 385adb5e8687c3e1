package io.tickhouse.launcher.demo;

import io.tickhouse.service.terminal.Terminal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Draws candles with characters: a thick stroke from open to close, a thin one from low to high. */
final class CandleChart {
    private static final int HEIGHT = 10;
    private static final int WIDTH = 72;

    private final Terminal terminal;

    CandleChart(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prices of one candle. */
    record Bar(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {
        static Bar merge(List<Bar> bars) {
            return new Bar(
                    bars.getFirst().open,
                    Collections.max(bars, Comparator.comparing(Bar::high)).high,
                    Collections.min(bars, Comparator.comparing(Bar::low)).low,
                    bars.getLast().close);
        }
    }

    /** The chart's lines, highest price first; empty when there is nothing to draw. */
    List<String> lines(List<Bar> bars) {
        if (bars.isEmpty()) {
            return List.of();
        }
        List<Bar> columns = columns(bars);
        Bar whole = Bar.merge(columns);
        List<String> lines = new ArrayList<>();
        for (int row = HEIGHT - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder();
            for (Bar bar : columns) {
                line.append(cell(bar, row, whole));
            }
            String price = row == HEIGHT - 1 ? plain(whole.high) : row == 0 ? plain(whole.low) : "";
            lines.add("  " + line + "  " + terminal.faint(price));
        }
        return lines;
    }

    private static List<Bar> columns(List<Bar> bars) {
        int count = Math.min(WIDTH, bars.size());
        List<Bar> columns = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            int from = (int) ((long) bars.size() * column / count);
            int to = (int) ((long) bars.size() * (column + 1) / count);
            columns.add(Bar.merge(bars.subList(from, to)));
        }
        return columns;
    }

    private String cell(Bar bar, int row, Bar whole) {
        if (row < level(bar.low, whole) || row > level(bar.high, whole)) {
            return " ";
        }
        int body = Math.min(level(bar.open, whole), level(bar.close, whole));
        int top = Math.max(level(bar.open, whole), level(bar.close, whole));
        String stroke = row >= body && row <= top ? "┃" : "│";
        return bar.close.compareTo(bar.open) >= 0 ? terminal.green(stroke) : terminal.red(stroke);
    }

    private static int level(BigDecimal price, Bar whole) {
        BigDecimal span = whole.high.subtract(whole.low);
        if (span.signum() == 0) {
            return 0;
        }
        return price.subtract(whole.low)
                .multiply(BigDecimal.valueOf(HEIGHT - 1))
                .divide(span, 0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    private static String plain(BigDecimal price) {
        return price.stripTrailingZeros().toPlainString();
    }
}
