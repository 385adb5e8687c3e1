package io.tickhouse.bench.report;

import java.util.List;
import java.util.Locale;

/** Results as a Markdown table: one line for our figure, one for each neighbour with the ratio to it. */
public final class Table {
    private Table() {}

    public static String of(List<Result> results) {
        StringBuilder table = new StringBuilder("""
                | bench | what | median | min – max | unit | ours ÷ it | target |
                |---|---|---:|---:|---|---:|---|
                """);
        for (Result result : results) {
            row(table, result.bench(), result.ours(), result.unit(), "", result.target());
            for (Measured neighbour : result.beside()) {
                row(table, "", neighbour, result.unit(), figure(result.ratio(neighbour)), "");
            }
        }
        return table.toString();
    }

    private static void row(
            StringBuilder table, String bench, Measured side, String unit, String ratio, String target) {
        table.append("| ").append(bench);
        table.append(" | ").append(side.label());
        table.append(" | ").append(figure(side.median()));
        table.append(" | ").append(side.values().size() == 1 ? "" : figure(side.min()) + " – " + figure(side.max()));
        table.append(" | ").append(unit);
        table.append(" | ").append(ratio);
        table.append(" | ").append(target);
        table.append(" |\n");
    }

    /** Three significant digits, whole above a thousand. */
    static String figure(double value) {
        double size = Math.abs(value);
        String format = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
