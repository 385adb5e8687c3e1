package io.tickhouse.bench.chaos;

import io.tickhouse.launcher.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of the sink. */
final class Replica {
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final int TAIL = 15;

    private final String name;
    private final Child child;
    private final ProcessHandle handle;
    private final Path log;
    private boolean ending;

    Replica(String name, Child child, Path log) {
        this.name = name;
        this.child = child;
        this.handle = ProcessHandle.of(child.pid())
                .orElseThrow(() -> new ChaosException("sink " + name + " ended at once; its log is " + log));
        this.log = log;
    }

    String name() {
        return name;
    }

    long pid() {
        return child.pid();
    }

    boolean isAlive() {
        return child.isAlive();
    }

    /** True when it has ended and nobody here asked for it. */
    boolean fell() {
        return !ending && !child.isAlive();
    }

    /** Lets time pass; true when it ends meanwhile. */
    boolean endsWithin(Duration time) throws InterruptedException {
        try {
            handle.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new ChaosException("cannot watch sink " + name, e);
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        ending = true;
        handle.destroyForcibly();
        child.await();
    }

    /**
     * Asks it to stop (SIGTERM) and waits.
     *
     * @return its exit code; a process that does not stop in time is killed, which gives 137
     */
    int stop() throws InterruptedException {
        ending = true;
        handle.destroy();
        if (!endsWithin(DRAIN)) {
            handle.destroyForcibly();
        }
        return child.await();
    }

    /** Its exit code, once it has ended. */
    int exitCode() throws InterruptedException {
        return child.await();
    }

    /** The last lines it logged. */
    String lastWords() {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** How many lines of its log hold the words. */
    long said(String words) {
        return lines().stream().filter(line -> line.contains(words)).count();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new ChaosException("cannot read " + log, e);
        }
    }
}
