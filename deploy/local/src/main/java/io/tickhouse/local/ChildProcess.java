package io.tickhouse.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM beside this one, that ends when this one does (its standard input is our pipe, see {@link ParentWatch}) and
 * writes its output to a log file.
 */
final class ChildProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration CLEAN_END = Duration.ofSeconds(30);
    private static final int LOG_TAIL_BYTES = 4_000;

    private final String name;
    private final Path log;
    private final long logStart;
    private final Process process;
    private final CompletableFuture<Void> endReported;
    private volatile boolean endWanted;

    private ChildProcess(String name, Path log, long logStart, Process process) {
        this.name = name;
        this.log = log;
        this.logStart = logStart;
        this.process = process;
        endReported = process.onExit().thenAccept(this::reportUnexpectedEnd);
    }

    /** Starts {@code java} of this JVM with these arguments in {@code folder}, appending its output to {@code log}. */
    static ChildProcess java(String name, Path folder, Path log, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Files.createDirectories(folder);
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildProcess(name, log, logStart, process);
        } catch (IOException e) {
            throw new UncheckedIOException("The " + name + " could not be started: " + command.getFirst(), e);
        }
    }

    /** Waits until {@code ready}; an end of the process or {@code limit} before that is an error with the log's tail. */
    void awaitReady(BooleanSupplier ready, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (!ready.getAsBoolean()) {
            if (ended(POLL)) {
                throw new StackException("The " + name + " ended with exit code " + process.exitValue()
                        + " before it was ready. The end of its log " + log + ":\n" + logTail());
            }
            if (Instant.now().isAfter(deadline)) {
                kill();
                throw new StackException("The " + name + " did not answer within " + limit.toSeconds()
                        + " s and was stopped. The end of its log " + log + ":\n" + logTail());
            }
        }
    }

    /** Asks the process to end (SIGTERM), waits, and forces it when it does not. True if it ended by itself. */
    boolean stop() {
        endWanted = true;
        process.destroy();
        if (ended(CLEAN_END)) {
            return true;
        }
        kill();
        return false;
    }

    /** Ends the process the hard way (SIGKILL) and waits until it is gone. */
    void kill() {
        endWanted = true;
        process.destroyForcibly();
        if (!ended(CLEAN_END)) {
            throw new StackException("The " + name + " (process " + process.pid() + ") could not be killed.");
        }
    }

    /** Completes when the process has ended and, if nobody asked it to, that has been logged. */
    CompletableFuture<Void> endReported() {
        return endReported;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private void reportUnexpectedEnd(Process ended) {
        if (!endWanted) {
            LOG.error(
                    "The {} (process {}) ended with exit code {} although nobody asked it to; its log is {}",
                    name,
                    ended.pid(),
                    ended.exitValue(),
                    log);
        }
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for the " + name + "; it was killed.", e);
        }
    }

    private String logTail() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(logStart, file.length() - LOG_TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }
}
