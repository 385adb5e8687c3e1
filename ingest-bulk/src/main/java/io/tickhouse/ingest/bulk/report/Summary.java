package io.tickhouse.ingest.bulk.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The plain text at the end of a load. */
public final class Summary {
    /** More files than this are summed up rather than listed. */
    private static final int LISTED = 40;

    private Summary() {}

    /** Prints what became of the files and the totals. */
    public static void print(LoadReport report, PrintStream out) {
        List<FileReport> files = report.files();
        files.stream().limit(LISTED).forEach(file -> out.println(line(file)));
        if (files.size() > LISTED) {
            out.println("… and " + (files.size() - LISTED) + " more files");
        }
        files.stream().flatMap(file -> file.refusals().stream()).forEach(refusal -> out.println("refused: " + refusal));
        LoadReport.Totals totals = report.totals();
        out.println(text(
                "%,d files: %d loaded, %d already loaded, %d missing, %d failed",
                totals.files(), totals.loaded(), totals.alreadyLoaded(), totals.missing(), totals.failed()));
        out.println(text(
                "%,d rows: %,d trades published now, %,d in all, %,d refused%s",
                totals.rows(),
                totals.publishedNow(),
                totals.published(),
                totals.deadLetters(),
                totals.deadLetters() == 0 ? "" : " (in tickhouse.dead-letters.v1)"));
        if (totals.publishedNow() > 0 && report.milliseconds() > 0) {
            out.println(text(
                    "%.1f s, %,d trades/s",
                    report.milliseconds() / 1e3, totals.publishedNow() * 1_000 / report.milliseconds()));
        }
    }

    private static String line(FileReport file) {
        String counts = file.rows() == 0 ? "" : text(", %,d rows, %,d published now", file.rows(), file.publishedNow());
        String dead = file.deadLetters() == 0 ? "" : text(", %,d refused", file.deadLetters());
        Long outside = file.outsideDayRows();
        String strange = outside == null || outside == 0 ? "" : text(", %,d not of this day", outside);
        return file.path() + ": " + file.outcome() + counts + dead + strange;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
