package io.tickhouse.ingest.ws.report;

import io.tickhouse.ingest.ws.capture.CaptureView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Captures as a table of text, one row a feed. */
final class CaptureTable {
    private static final List<String> HEAD = List.of(
            "venue",
            "symbol",
            "type",
            "state",
            "msg/s",
            "messages",
            "published",
            "repeated",
            "missing",
            "lost",
            "resyncs");
    private static final int WORDS = 4;

    private CaptureTable() {}

    /** The table's lines, its head first. */
    static List<String> lines(List<CaptureView> views, Rates rates, long now) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (CaptureView view : views) {
            for (CaptureView.Row row : view.feeds()) {
                rows.add(List.of(
                        view.venue(),
                        row.symbol(),
                        row.type(),
                        row.state(),
                        number(rates.of(view.venue(), row, now)),
                        number(row.received()),
                        number(row.published()),
                        number(row.repeated()),
                        number(row.missing()),
                        number(row.lost()),
                        number(row.resyncs())));
            }
        }
        List<Integer> widths = new ArrayList<>(Collections.nCopies(HEAD.size(), 0));
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String pad = " ".repeat(widths.get(i) - row.get(i).length());
            line.append(i == 0 ? "" : "  ").append(i < WORDS ? row.get(i) + pad : pad + row.get(i));
        }
        return line.toString().stripTrailing();
    }

    /** A line on each venue as a whole. */
    static List<String> sums(List<CaptureView> views) {
        return views.stream()
                .map(view -> view.venue() + ": " + number(view.frames()) + " frames, " + number(view.rejected())
                        + " rejected, " + number(view.waiting()) + " waiting; " + number(view.snapshots())
                        + " of " + number(view.snapshotsExpected()) + " snapshots; receipt to acknowledgement p50 "
                        + millis(view.p50Micros()) + " p99 "
                        + millis(view.p99Micros()) + "; venue's clock " + millis(view.clockAheadMicros()) + " ahead")
                .collect(Collectors.toList());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }
}
