package io.tickhouse.streams;

import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service as a process of its own. */
final class AggregatorProcess implements AutoCloseable {
    private final Process process;

    private AggregatorProcess(Process process) {
        this.process = process;
    }

    static AggregatorProcess start(Endpoints stack, Path folder, String application, String... assignments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                StreamsAggregator.class.getName()));
        List<String> settings = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + stack.kafkaBootstrap(),
                "registry.url=" + stack.schemaRegistryUrl(),
                "admin.port=0",
                "streams.application.id=" + application,
                "streams.state.dir=" + folder.resolve(application),
                "kafka.streams.consumer.session.timeout.ms=6000"));
        settings.addAll(List.of(assignments));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        File log = folder.resolve(application + ".log").toFile();
        try {
            return new AggregatorProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }

    /** SIGTERM; gives the exit code. */
    int stop() {
        process.destroy();
        await().atMost(Duration.ofSeconds(40)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
