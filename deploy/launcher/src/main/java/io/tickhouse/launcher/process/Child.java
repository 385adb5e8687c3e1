package io.tickhouse.launcher.process;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child process whose standard input is a pipe of ours: when this process ends in whatever way, the pipe ends and the
 * child stops by itself.
 */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final String STOP_WITH_PARENT = "TICKHOUSE_STOP_ON_STDIN_EOF";
    private static final String PARENT = "TICKHOUSE_PARENT_PID";

    private final String title;
    private final Process process;

    private Child(String title, Process process) {
        this.title = title;
        this.process = process;
    }

    /** Starts a program that writes to this process's own terminal. */
    public static Child inForeground(
            Workspace workspace, Program program, List<String> arguments, Map<String, String> environment) {
        ProcessBuilder builder = builder(workspace, program, arguments, environment);
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        return start(program, builder);
    }

    /** Starts a program that logs to a file; its standard output can be read here when {@code talks}. */
    public static Child inBackground(
            Workspace workspace,
            Program program,
            List<String> arguments,
            Map<String, String> environment,
            Path log,
            boolean talks) {
        ProcessBuilder builder = builder(workspace, program, arguments, environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!talks) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        return start(program, builder);
    }

    private static ProcessBuilder builder(
            Workspace workspace, Program program, List<String> arguments, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(ownSession(program.commandLine(workspace, arguments)));
        builder.environment().putAll(environment);
        builder.environment().put(STOP_WITH_PARENT, "true");
        builder.environment().put(PARENT, Long.toString(ProcessHandle.current().pid()));
        return builder;
    }

    /**
     * The command line in a session of its own, so that Ctrl-C at the terminal reaches this process alone, which then
     * stops its children in their order.
     */
    private static List<String> ownSession(List<String> commandLine) {
        if (!Files.isExecutable(SETSID)) {
            return commandLine;
        }
        List<String> line = new ArrayList<>(List.of(SETSID.toString()));
        line.addAll(commandLine);
        return line;
    }

    private static Child start(Program program, ProcessBuilder builder) {
        try {
            for (String argument : builder.command()) {
                if (argument.startsWith("-Djava.io.tmpdir=")) {
                    Files.createDirectories(Path.of(argument.substring(argument.indexOf('=') + 1)));
                }
            }
            Child child = new Child(program.title(), builder.start());
            Children.add(child);
            return child;
        } catch (IOException e) {
            throw new LauncherException("cannot start " + program.title() + ": " + e, e);
        }
    }

    /** What it writes to standard output. */
    public BufferedReader output() {
        return process.inputReader();
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            process.outputWriter().write(line + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(title + " no longer listens", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for its end and gives its exit code. */
    public int await() throws InterruptedException {
        int code = process.waitFor();
        Children.remove(this);
        return code;
    }

    /** Lets it go on without this process. */
    public void release() {
        Children.remove(this);
    }

    /** Asks it to stop, waits, and ends it by force if it does not. */
    @Override
    public void close() {
        stop();
        Children.remove(this);
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
