package io.tickhouse.sink.clickhouse;

import io.tickhouse.local.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The sink as a process of its own, for being killed. It ends with this JVM. */
final class SinkProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private SinkProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param settings by key, as on the command line */
    static SinkProcess start(Endpoints endpoints, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SinkClickHouse.class.getName(),
                "--set",
                "admin.port=0"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "sinks")), "sink-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(endpoints.asEnvironment());
        builder.environment().put("TICKHOUSE_STOP_ON_STDIN_EOF", "true");
        builder.environment()
                .put(
                        "TICKHOUSE_PARENT_PID",
                        Long.toString(ProcessHandle.current().pid()));
        return new SinkProcess(builder.start(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** True once it has partitions to work on. */
    boolean works() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("the sink ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
        return Files.readString(log).contains("partitions taken up");
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
