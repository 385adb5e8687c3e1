package io.tickhouse.bench.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Stops a process (SIGSTOP) and lets it go on (SIGCONT). A shell gives the signals: when this process is gone, in whatever
 * way, its pipe ends and it lets the other go on, which then sees that it has lost its parent.
 */
final class StandStill {
    private static final String SCRIPT =
            "read -r go && kill -STOP \"$1\" && echo stopped; read -r go; kill -CONT \"$1\"";

    private final Process shell;

    /** Makes ready to stop the process at once. */
    StandStill(long pid) {
        try {
            shell = new ProcessBuilder("sh", "-c", SCRIPT, "sh", Long.toString(pid)).start();
        } catch (IOException e) {
            throw new ChaosException("cannot start a shell", e);
        }
    }

    /** Stops it. */
    void begin() {
        try {
            shell.outputWriter().write("\n");
            shell.outputWriter().flush();
            String answer = shell.inputReader().readLine();
            if (!"stopped".equals(answer)) {
                throw new ChaosException("expected the shell to stop the process, found: "
                        + new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new ChaosException("the shell that stops a process has gone", e);
        }
    }

    /** Lets it go on. */
    void end() {
        try {
            shell.outputWriter().close();
        } catch (IOException e) {
            shell.destroy(); // it has ended already
        }
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
