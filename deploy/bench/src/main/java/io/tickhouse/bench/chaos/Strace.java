package io.tickhouse.bench.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A debugger on ClickHouse that makes one of its system calls fail. It lets go when it is closed. */
final class Strace implements AutoCloseable {
    private final Injection injection;
    private final Process process;
    private final Path trace;

    private Strace(Injection injection, Process process, Path trace) {
        this.injection = injection;
        this.process = process;
        this.trace = trace;
    }

    static boolean isHere() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "strace")));
    }

    /**
     * Attaches.
     *
     * @param table folder of the table's data
     * @param trace what it saw, one line a call
     */
    static Strace attach(Injection injection, long pid, Path table, Path trace) {
        List<String> line = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", trace.toString()));
        if (injection.place() == Injection.Place.DEDUPLICATION_LOG) {
            for (Path log : deduplicationLogs(table)) {
                line.addAll(List.of("-P", log.toString()));
            }
        }
        line.addAll(List.of("-e", "trace=" + injection.place().call(), "-e", injection.expression()));
        line.addAll(List.of("-p", Long.toString(pid)));
        try {
            Files.deleteIfExists(trace);
            Process started = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            trace.resolveSibling(trace.getFileName() + ".err").toFile())
                    .start();
            return new Strace(injection, started, trace);
        } catch (IOException e) {
            throw new ChaosException("cannot start strace", e);
        }
    }

    private static List<Path> deduplicationLogs(Path table) {
        try (Stream<Path> files = Files.list(table.resolve("deduplication_logs"))) {
            List<Path> logs = files.toList();
            if (logs.isEmpty()) {
                throw new ChaosException("expected deduplication logs in " + table + ", found none");
            }
            return logs;
        } catch (IOException e) {
            throw new ChaosException("cannot find the table's deduplication log", e);
        }
    }

    /**
     * The calls it made fail in an insert. A killed thread's last call has no result: it counts when it is the one that was
     * to fail. A thread that did something else before, such as clearing up after a crash, has not counted parts.
     */
    List<String> hits() {
        List<String> hits = new ArrayList<>();
        Map<String, Integer> calls = new HashMap<>();
        Set<String> others = new HashSet<>();
        for (String line : lines()) {
            String thread = line.split(" ", 2)[0];
            if (line.contains(" " + injection.place().call() + "(")) {
                int number = calls.merge(thread, 1, Integer::sum);
                boolean open = line.endsWith("= ?") || line.endsWith("<unfinished ...>");
                if (!injection.place().isInsert(line)) {
                    others.add(thread);
                } else if (!others.contains(thread)
                        && (line.endsWith("(INJECTED)") || (open && number == injection.at()))) {
                    hits.add(line);
                }
            } else if (line.contains(" resumed>") && !line.endsWith("= ?") && !line.endsWith("(INJECTED)")) {
                hits.removeIf(hit -> hit.startsWith(thread + " ") && hit.endsWith("<unfinished ...>"));
            }
        }
        return hits;
    }

    private List<String> lines() {
        try {
            return Files.exists(trace)
                    ? Files.readString(trace, StandardCharsets.ISO_8859_1)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new ChaosException("cannot read " + trace, e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it complained of. */
    String complaints() {
        try {
            return Files.readString(trace.resolveSibling(trace.getFileName() + ".err"))
                    .strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
