package io.tickhouse.ingest.bulk.run;

import io.tickhouse.service.terminal.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * What a runner shows: on a terminal a bar a job and a line for all of them, drawn again in place; else a plain line a job about
 * every other second while it changes.
 */
final class RunDisplay implements AutoCloseable {
    private static final long EVERY_NANOS = 2_000_000_000L;
    private static final int MOST_BARS = 20;
    /** The screen's last line is where the cursor rests, the line above that of all jobs. */
    private static final int OTHER_LINES = 2;

    private final PrintStream out;
    private final Terminal terminal;
    private final ProgressBarStyle style;
    private final Map<String, Bar> bars = new HashMap<>();
    private final Map<String, String> said = new HashMap<>();
    private final Rate rate = new Rate();
    private Terminal.Size size;
    private long sizeAskedAt;
    private int drawn;
    private long shownAt = System.nanoTime() - EVERY_NANOS;
    private boolean toldStandingBy;

    /** @param terminal where {@code out} is seen */
    RunDisplay(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        this.style = terminal.colours() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII;
        this.size = terminal.size();
        this.sizeAskedAt = System.nanoTime();
    }

    /** Another runner works. */
    void standingBy() {
        if (!toldStandingBy) {
            out.println("another runner works; standing by");
            toldStandingBy = true;
        }
    }

    /** Shows the board as it is. */
    void show(WorkBoard board) {
        toldStandingBy = false;
        List<JobView> jobs = board.look(runs -> runs.stream().map(JobView::of).toList());
        show(jobs);
    }

    void show(List<JobView> jobs) {
        long now = System.nanoTime();
        rate.see(
                now,
                jobs.stream().mapToLong(JobView::bytesDone).sum(),
                jobs.stream().mapToLong(JobView::rowsNow).sum());
        if (terminal.interactive()) {
            askForSize(now);
            draw(jobs);
        } else if (now - shownAt >= EVERY_NANOS || jobs.stream().anyMatch(this::isNewState)) {
            shownAt = now;
            jobs.forEach(this::say);
        }
    }

    private boolean isNewState(JobView job) {
        return !said.getOrDefault(job.id(), "").startsWith("job " + job.id() + ' ' + job.state());
    }

    private void say(JobView job) {
        String line = "job " + job.id() + ' ' + job.state() + ": " + job.words() + rateWords(job.isRunning());
        String before = said.put(job.id(), line);
        if (!line.equals(before)) {
            out.println(line);
        }
    }

    private String rateWords(boolean running) {
        return running && rate.bytes() > 0
                ? String.format(Locale.ROOT, ", %.1f MB/s, %,d rows/s", rate.bytes() / 1e6, rate.rows())
                : "";
    }

    private void draw(List<JobView> jobs) {
        List<String> lines = new ArrayList<>();
        for (JobView job : jobs.subList(Math.max(0, jobs.size() - MOST_BARS), jobs.size())) {
            lines.add(bars.computeIfAbsent(job.id(), _ -> new Bar(job)).render(job));
            if (!job.troubleWords().isEmpty()) {
                lines.add(cut("  " + job.troubleWords()));
            }
        }
        // what has scrolled off the screen cannot be drawn again
        lines = lines.subList(Math.clamp(lines.size() + OTHER_LINES - size.rows(), 0, lines.size()), lines.size());
        lines.add(cut(overall(jobs)));
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\u001b[").append(drawn).append('F');
        }
        lines.forEach(line -> screen.append(line).append("\u001b[K\n"));
        for (int i = lines.size(); i < drawn; i++) {
            screen.append("\u001b[K\n");
        }
        drawn = Math.max(drawn, lines.size());
        out.print(screen);
        out.flush();
    }

    /** A window may be made larger or smaller at any time. */
    private void askForSize(long now) {
        if (now - sizeAskedAt >= EVERY_NANOS) {
            sizeAskedAt = now;
            size = terminal.size();
        }
    }

    /** A line that filled the last column would begin another. */
    private int columns() {
        return size.columns() - 1;
    }

    private String cut(String line) {
        String one = line.replaceAll("\\p{Cntrl}+", " ");
        return one.length() <= columns() ? one : one.substring(0, columns() - 1) + '…';
    }

    private String overall(List<JobView> jobs) {
        long left = jobs.stream()
                .filter(JobView::isRunning)
                .mapToLong(job -> job.bytes() - job.bytesDone())
                .sum();
        String eta = rate.bytes() > 0 && left > 0
                ? ", about " + time(Duration.ofSeconds(left / rate.bytes())) + " left"
                : "";
        return String.format(
                Locale.ROOT,
                "all: %,d of %,d files, %,d records%s%s",
                jobs.stream().mapToLong(JobView::loaded).sum(),
                jobs.stream().mapToLong(JobView::files).sum(),
                jobs.stream().mapToLong(JobView::records).sum(),
                rateWords(true),
                eta);
    }

    private static String time(Duration duration) {
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    @Override
    public void close() {
        bars.values().forEach(bar -> bar.bar.close());
    }

    /** One job's bar: the library renders it, this display puts it in its place. */
    private final class Bar implements ProgressBarConsumer {
        private final ProgressBar bar;
        private volatile String line = "";

        private Bar(JobView job) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(job.title())
                    .setInitialMax(Math.max(1, job.bytes()))
                    .setUnit(" MB", 1_000_000)
                    .setStyle(style)
                    .setUpdateIntervalMillis(Integer.MAX_VALUE)
                    .continuousUpdate()
                    .setConsumer(this)
                    .build();
        }

        private String render(JobView job) {
            bar.maxHint(Math.max(1, job.bytes()));
            bar.stepTo(job.bytesDone());
            bar.setExtraMessage(' ' + job.fewWords());
            bar.refresh();
            return line;
        }

        @Override
        public int getMaxRenderedLength() {
            return columns();
        }

        @Override
        public void accept(String rendered) {
            line = rendered;
        }

        @Override
        public void close() {
            // nothing is left open
        }
    }

    /** Bytes and rows a second over the last seconds. */
    private static final class Rate {
        private static final long WINDOW = 10_000_000_000L;

        private long from = System.nanoTime();
        private long fromBytes;
        private long fromRows;
        private long bytes;
        private long rows;
        private boolean begun;

        private void see(long now, long allBytes, long allRows) {
            if (!begun) {
                begun = true;
                from = now;
                fromBytes = allBytes;
                fromRows = allRows;
                return;
            }
            long passed = Math.max(1, now - from);
            bytes = Math.max(0, allBytes - fromBytes) * 1_000_000_000L / passed;
            rows = Math.max(0, allRows - fromRows) * 1_000_000_000L / passed;
            if (passed > WINDOW) {
                from = now - WINDOW / 2;
                fromBytes = allBytes - bytes * (WINDOW / 2) / 1_000_000_000L;
                fromRows = allRows - rows * (WINDOW / 2) / 1_000_000_000L;
            }
        }

        private long bytes() {
            return bytes;
        }

        private long rows() {
            return rows;
        }
    }
}
