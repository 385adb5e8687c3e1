package io.tickhouse.bench.chaos;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was done and what was found: a line for each event as it happens, tallies at the end. Thread-safe. */
final class Journal {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final PrintStream out;
    private final long started = System.nanoTime();
    private final Map<String, Long> tallies = new LinkedHashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Journal(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String format, Object... values) {
        out.printf(
                Locale.ROOT,
                "%s  %6.1f s  %s%n",
                LocalTime.now(ZoneOffset.UTC).format(CLOCK),
                (System.nanoTime() - started) / 1e9,
                String.format(Locale.ROOT, format, values));
    }

    /** Counts something done. */
    synchronized void tally(String what, long times) {
        tallies.merge(what, times, Long::sum);
    }

    /** Something the machine cannot do was left out. */
    synchronized void skip(String what) {
        skipped.add(what);
        say("SKIPPED: %s", what);
    }

    /** The sink did what it must not. The trial goes on, so that the table still gets compared. */
    synchronized void failure(String what) {
        failures.add(what);
        say("FAILURE: %s", what);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized Map<String, Long> tallies() {
        return Map.copyOf(tallies);
    }

    /** Everything once more, as a table. */
    synchronized String summary() {
        StringBuilder table = new StringBuilder("| what | times |\n|---|---:|\n");
        tallies.forEach((what, times) -> table.append(String.format(Locale.ROOT, "| %s | %,d |%n", what, times)));
        skipped.forEach(what -> table.append("| skipped: ").append(what).append(" | 0 |\n"));
        table.append(failures.isEmpty() ? "\nNothing lost, nothing doubled.\n" : "\nFAILED:\n");
        failures.forEach(what -> table.append("- ").append(what).append('\n'));
        return table.toString();
    }
}
