package io.tickhouse.ingest.bulk.report;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.publish.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a load's progress on standard error: a bar on a terminal, else a plain line about once a second. */
public final class ProgressDisplay implements Progress, AutoCloseable {
    private static final long EVERY_NANOS = 1_000_000_000L;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean plain;
    private @Nullable ProgressBar bar;
    private long total;
    private long done;
    private long begun;
    private long shown;

    /** @param terminal whether a person looks at {@code out} as it grows; colours and symbols follow NO_COLOR */
    public ProgressDisplay(PrintStream out, boolean terminal, Map<String, String> environment) {
        this.out = out;
        this.terminal = terminal;
        this.plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** A step before publishing begins, such as a file fetched. */
    public void step(String what) {
        if (terminal || System.nanoTime() - shown >= EVERY_NANOS) {
            out.println(what);
            shown = System.nanoTime();
        }
    }

    /** Something a person should know of. */
    public void warn(String what) {
        out.println("warning: " + what);
    }

    /** Publishing begins; so many rows are to be settled. */
    public void publishing(long rows) {
        total = rows;
        begun = System.nanoTime();
        shown = begun;
        if (terminal && rows > 0) {
            bar = new ProgressBarBuilder()
                    .setTaskName("publishing")
                    .setInitialMax(rows)
                    .setStyle(plain ? ProgressBarStyle.ASCII : ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .build();
        }
    }

    @Override
    public void committed(ArchiveFile file, long rows, long nextRow, long fileRows) {
        done += rows;
        if (bar != null) {
            bar.stepTo(done);
            return;
        }
        long now = System.nanoTime();
        if (now - shown >= EVERY_NANOS) {
            shown = now;
            out.println(String.format(
                    Locale.ROOT,
                    "%s: row %,d of %,d; %,d of %,d rows in all, %,d rows/s",
                    file.name(),
                    nextRow,
                    fileRows,
                    done,
                    total,
                    done * 1_000_000_000L / Math.max(1, now - begun)));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
