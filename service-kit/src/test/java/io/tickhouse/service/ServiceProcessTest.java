package io.tickhouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service as the process it is in production: it drains before it ends, however its end comes. */
@Timeout(60)
class ServiceProcessTest {
    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void aTerminationSignalDrainsTheServiceBeforeTheProcessEnds() throws Exception {
        try (Running running = start(Map.of(), "demo.end=wait")) {
            assertThat(running.out().readLine()).isEqualTo("waiting");
            running.process().toHandle().destroy();
            assertThat(running.out().readLine()).isEqualTo("drained");
            assertThat(running.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(running.process().exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    @Test
    void theEndOfStandardInputStopsAServiceThatWatchesItsParent() throws Exception {
        try (Running running = start(Map.of("TICKHOUSE_STOP_ON_STDIN_EOF", "true"), "demo.end=wait")) {
            assertThat(running.out().readLine()).isEqualTo("waiting");
            running.process().getOutputStream().write('x');
            running.process().getOutputStream().close();
            assertThat(running.out().readLine()).isEqualTo("drained");
            assertThat(running.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(running.process().exitValue()).isEqualTo(ExitCodes.OK);
        }
    }

    @Test
    void theEndOfStandardInputMeansNothingToOthers() throws Exception {
        int port = freePort();
        try (Running running = start(Map.of(), "demo.end=wait", "admin.port=" + port)) {
            running.process().getOutputStream().close();
            assertThat(running.out().readLine()).isEqualTo("waiting");
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                        .build();
                assertThat(client.send(ready, BodyHandlers.ofString()).body()).isEqualTo("ready\n");
            }
            assertThat(running.process().isAlive()).isTrue();
        }
    }

    @Test
    void aFailureEndsTheProcessWithItsCode() throws Exception {
        try (Running running = start(Map.of(), "demo.end=error")) {
            assertThat(running.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(running.process().exitValue()).isEqualTo(ExitCodes.FAILED);
        }
    }

    /** A child process, ended with the test whatever becomes of it. */
    private record Running(Process process, BufferedReader out) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private static Running start(Map<String, String> environment, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DemoService.class.getName()));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        builder.environment().put("TICKHOUSE_KAFKA_BOOTSTRAP", "127.0.0.1:9092");
        builder.environment().put("TICKHOUSE_SCHEMA_REGISTRY_URL", "http://127.0.0.1:8081");
        Process process = builder.start();
        return new Running(process, process.inputReader());
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket any = new java.net.ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
