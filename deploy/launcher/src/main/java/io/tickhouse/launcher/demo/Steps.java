package io.tickhouse.launcher.demo;

import io.tickhouse.service.terminal.Terminal;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;

/** Prints the demo's steps as they are done, with the time each took. */
final class Steps {
    private final Terminal terminal;

    Steps(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Something to do that gives a result. */
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Something to do. */
    interface Action {
        void run() throws IOException, InterruptedException;
    }

    <T> T timed(String title, Work<T> work, Function<T, String> outcome) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        T result = work.run();
        say(
                title,
                outcome.apply(result)
                        + terminal.faint(String.format(Locale.ROOT, "  %.1f s", (System.nanoTime() - begun) / 1e9)));
        return result;
    }

    void timed(String title, Action action, String outcome) throws IOException, InterruptedException {
        timed(
                title,
                () -> {
                    action.run();
                    return outcome;
                },
                done -> done);
    }

    void say(String title, String text) {
        System.out.printf("%s  %s%n", terminal.bold(String.format("%-12s", title)), text);
    }
}
