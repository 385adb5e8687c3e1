package io.tickhouse.ingest.bulk.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * What a runner shows: on a terminal a bar a job and a line for all of them, drawn again in place; else a plain line a job about
 * every other second while it changes.
 */
final class RunDisplay implements AutoCloseable {
    private static final long EVERY_NANOS = 2_000_000_000L;
    private static final int WIDTH = 140;
    private static final int MOST_BARS = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final ProgressBarStyle style;
    private final Map<String, Bar> bars = new HashMap<>();
    private final Map<String, String> said = new HashMap<>();
    private final Rate rate = new Rate();
    private int drawn;
    private long shownAt = System.nanoTime() - EVERY_NANOS;
    private boolean toldStandingBy;

    /** @param terminal whether a person looks at {@code out} as it grows; colours and symbols follow NO_COLOR */
    RunDisplay(PrintStream out, boolean terminal, Map<String, String> environment) {
        this.out = out;
        this.terminal = terminal;
        this.style = environment.getOrDefault("NO_COLOR", "").isEmpty()
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.ASCII;
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
        long now = System.nanoTime();
        rate.see(
                now,
                jobs.stream().mapToLong(JobView::bytesDone).sum(),
                jobs.stream().mapToLong(JobView::rowsNow).sum());
        if (terminal) {
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
        }
        lines.add(overall(jobs));
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
        bars.values().forEach(Bar::close);
    }

    /** One job's bar: the library renders it, this display puts it in its place. */
    private final class Bar {
        private final ProgressBar bar;
        private volatile String line = "";

        private Bar(JobView job) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(job.title())
                    .setInitialMax(Math.max(1, job.bytes()))
                    .setUnit(" MB", 1_000_000)
                    .setStyle(style)
                    .setMaxRenderedLength(WIDTH)
                    .setUpdateIntervalMillis(Integer.MAX_VALUE)
                    .setConsumer(new DelegatingProgressBarConsumer(rendered -> line = rendered, WIDTH))
                    .build();
        }

        private String render(JobView job) {
            bar.maxHint(Math.max(1, job.bytes()));
            bar.stepTo(job.bytesDone());
            bar.setExtraMessage(' ' + job.state() + ' ' + job.words());
            bar.refresh();
            return line;
        }

        private void close() {
            bar.close();
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
