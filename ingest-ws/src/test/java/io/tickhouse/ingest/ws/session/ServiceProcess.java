package io.tickhouse.ingest.ws.session;

import static org.awaitility.Awaitility.await;

import io.tickhouse.ingest.ws.IngestWs;
import io.tickhouse.ingest.ws.RunningCapture;
import io.tickhouse.local.Endpoints;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service with sessions as a process of its own, for being killed. It ends with this JVM. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final int port;

    private ServiceProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    /** @param port of its admin HTTP, which is its name among the replicas as well */
    static ServiceProcess start(Endpoints stack, int port, Map<String, String> settings) throws IOException {
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
                IngestWs.class.getName(),
                "--sessions",
                "--set",
                "admin.port=" + port));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "services")), "service-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(stack.asEnvironment());
        builder.environment().put("TICKHOUSE_ADMIN_TOKEN", RunningCapture.TOKEN);
        builder.environment().put("TICKHOUSE_STOP_ON_STDIN_EOF", "true");
        builder.environment()
                .put(
                        "TICKHOUSE_PARENT_PID",
                        Long.toString(ProcessHandle.current().pid()));
        return new ServiceProcess(builder.start(), log, port);
    }

    URI admin() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until it takes orders. */
    ServiceProcess awaitUp() {
        try (SessionClient user = new SessionClient(admin())) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new AssertionError(
                                    "the service ended with " + process.exitValue() + ":\n" + Files.readString(log));
                        }
                        return user.ask("GET", "/captures", "").statusCode() == 200;
                    });
        }
        return this;
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
