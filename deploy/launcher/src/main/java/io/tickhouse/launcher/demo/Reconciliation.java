package io.tickhouse.launcher.demo;

import io.tickhouse.service.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proof: what the archive holds, what the topic holds, what the tables hold.
 *
 * @param rows rows in the archive's files
 * @param refused rows of those that are in the dead letters
 * @param topic trades in the history topic
 * @param table trades through the analysts' view
 * @param candles sums over the candles through the analysts' view
 */
record Reconciliation(long rows, long refused, Totals topic, Totals table, Totals candles) {

    /** True when every trade is everywhere exactly once and the sums agree to the last digit. */
    boolean holds() {
        return rows == topic.trades() + refused && topic.agreesWith(table) && topic.agreesWith(candles);
    }

    /** The comparison as lines to print. */
    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        String layout = "  %-16s %16s %30s %40s";
        lines.add(String.format(layout, "", "trades", "volume", "price × quantity"));
        String archive = refused == 0 ? number(rows) : number(rows) + " − " + number(refused) + " refused";
        lines.add(String.format(layout, "archive files", archive, "", ""));
        lines.add(line(layout, "topic", topic));
        lines.add(line(layout, "trades table", table));
        lines.add(line(layout, "candles table", candles));
        lines.add(
                holds()
                        ? "  " + terminal.green("✓ every trade once, every sum equal to the last digit")
                        : "  " + terminal.red("✗ these do not agree"));
        return lines;
    }

    private static String line(String layout, String place, Totals totals) {
        return String.format(
                layout,
                place,
                number(totals.trades()),
                totals.volume().stripTrailingZeros().toPlainString(),
                totals.quoteVolume()
                        .map(sum -> sum.stripTrailingZeros().toPlainString())
                        .or(() -> Optional.of("–"))
                        .get());
    }

    static String number(long value) {
        return String.format(java.util.Locale.ROOT, "%,d", value);
    }
}
