package io.tickhouse.ingest.bulk.report;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.publish.Progress;
import io.tickhouse.service.terminal.Terminal;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a load's progress on standard error: a bar on a terminal, else a plain line about once a second. */
public final class ProgressDisplay implements Progress, AutoCloseable {
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private final Terminal terminal;
    private @Nullable ProgressBar bar;
    private long total;
    private long done;
    private long begun;
    private long shown;

    /** @param terminal where {@code out} is seen */
    public ProgressDisplay(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A step before publishing begins, such as a file fetched. */
    public void step(String what) {
        if (terminal.interactive() || System.nanoTime() - shown >= EVERY_NANOS) {
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
        if (terminal.interactive() && rows > 0) {
            bar = new ProgressBarBuilder()
                    .setTaskName("publishing")
                    .setInitialMax(rows)
                    .setStyle(terminal.colours() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(out, terminal.width() - 1))
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
