package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.plan.Estimate;
import io.tickhouse.ingest.bulk.plan.Plan;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers and plans as people read them. */
public final class Texts {
    private static final int SHOWN = 5;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Texts() {}

    /** Bytes with a unit, such as {@code 12.3 MiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** Hours, minutes and seconds: {@code 1:02:03}. */
    public static String time(Duration duration) {
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static void print(Plan plan, Estimate estimate, PrintStream out) {
        out.println(text(
                "%,d files: %,d to load (%s), %,d loaded already, %,d not in the archive",
                plan.files().size() + plan.missing().size(),
                estimate.files(),
                bytes(estimate.bytes()),
                plan.files().size() - estimate.files(),
                plan.missing().size()));
        out.println(text(
                "about %,d rows, %s or more; %s in the history topics, %s in ClickHouse",
                estimate.rows(), time(estimate.time()), bytes(estimate.topicBytes()), bytes(estimate.tableBytes())));
        printMissing(plan.missing(), out);
    }

    private static void printMissing(List<ArchiveFile> missing, PrintStream out) {
        missing.stream().limit(SHOWN).forEach(file -> out.println("not in the archive: " + file.path()));
        if (missing.size() > SHOWN) {
            out.println("… and " + (missing.size() - SHOWN) + " more");
        }
    }
}
