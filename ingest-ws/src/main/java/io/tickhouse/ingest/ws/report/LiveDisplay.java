package io.tickhouse.ingest.ws.report;

import io.tickhouse.ingest.ws.capture.CaptureView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Shows captures while they run: a table drawn over itself on a terminal, else the table as plain lines now and then. */
public final class LiveDisplay implements Runnable {
    private static final Duration TERMINAL_EVERY = Duration.ofSeconds(1);
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final int MOST_LINES = 45;

    private final PrintStream out;
    private final boolean terminal;
    private final Supplier<List<CaptureView>> views;
    private final Rates rates = new Rates();
    private int drawn;

    /** @param terminal whether a person looks at {@code out} as it grows */
    public LiveDisplay(PrintStream out, boolean terminal, Supplier<List<CaptureView>> views) {
        this.out = out;
        this.terminal = terminal;
        this.views = views;
    }

    /** Shows until it is interrupted. */
    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(terminal ? TERMINAL_EVERY : PLAIN_EVERY);
                show(System.nanoTime());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    void show(long now) {
        List<CaptureView> seen = views.get();
        List<String> table = CaptureTable.lines(seen, rates, now);
        StringBuilder text = new StringBuilder();
        if (terminal && drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        int shown = terminal ? Math.min(table.size(), MOST_LINES) : table.size();
        for (String line : table.subList(0, shown)) {
            text.append(terminal ? CLEAR_LINE : "").append(line).append('\n');
        }
        if (shown < table.size()) {
            text.append(CLEAR_LINE)
                    .append("… and ")
                    .append(table.size() - shown)
                    .append(" more\n");
        }
        List<String> sums = CaptureTable.sums(seen);
        sums.forEach(
                line -> text.append(terminal ? CLEAR_LINE : "").append(line).append('\n'));
        drawn = shown + (shown < table.size() ? 1 : 0) + sums.size();
        out.print(text);
        out.flush();
    }
}
