package io.tickhouse.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry: Apicurio in a JVM of its own, spoken to through the Confluent API, its schemas in an H2 file.
 * Every start sets the global compatibility to FULL_TRANSITIVE.
 */
public final class RegistryNode implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final String GUARD = "guard.jar";
    private static final String COMPATIBILITY = "{\"compatibility\":\"FULL_TRANSITIVE\"}";

    private final Path program;
    private final Path data;
    private final int port;
    private final String url;
    private @Nullable ChildProcess process;
    private @Nullable ClassArchive archive;

    /** @param program the unpacked distribution, with the guard's jar beside it */
    RegistryNode(Path program, Path data, int port, String url) {
        this.program = program;
        this.data = data;
        this.port = port;
        this.url = url;
    }

    /** Starts the registry and returns when it answers; nothing happens when it runs already. */
    public synchronized void start() {
        if (process != null) {
            return;
        }
        if (!Files.exists(program.resolve("quarkus-run.jar"))) {
            throw new StackException("Expected the schema registry in " + program
                    + ", found no quarkus-run.jar there: build the module first (mvn -pl deploy/local -am package).");
        }
        ClassArchive classes = classArchive();
        ChildProcess child =
                ChildProcess.java("schema registry", data, data.resolveSibling("registry.log"), arguments(classes));
        archive = classes;
        process = child;
        try (Http http = new Http()) {
            child.awaitReady(() -> http.answers(url + "/subjects"), START_LIMIT);
            setCompatibility(http);
        }
    }

    /** Stops the registry cleanly. */
    public synchronized void stop() {
        if (process != null && archive != null) {
            boolean endedByItself = process.stop();
            process = null;
            try {
                archive.recorded(endedByItself);
            } catch (IOException e) {
                throw new UncheckedIOException("The registry's class archive could not be put in its place", e);
            }
        }
    }

    /** Ends the registry the hard way. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** The running child; an error when it is stopped. */
    public synchronized ProcessHandle handle() {
        if (process == null) {
            throw new StackException("The schema registry is not running.");
        }
        return process.handle();
    }

    @Override
    public void close() {
        stop();
    }

    private ClassArchive classArchive() {
        try {
            ClassArchive.sweep(program);
            return new ClassArchive(program, "registry", program.resolve(GUARD));
        } catch (IOException e) {
            throw new UncheckedIOException("The registry's folder " + program + " cannot be read", e);
        }
    }

    private void setCompatibility(Http http) {
        try {
            HttpResponse<String> answer =
                    http.put(url + "/config", "application/vnd.schemaregistry.v1+json", COMPATIBILITY);
            if (answer.statusCode() != 200) {
                throw new StackException("Expected the registry to take " + COMPATIBILITY + ", found status "
                        + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The registry's compatibility could not be set at " + url, e);
        }
    }

    private List<String> arguments(ClassArchive classes) {
        return List.of(
                classes.jvmFlag(),
                "-Xshare:auto",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-D" + GuardedMain.LOCK + "=" + data.resolve("lock"),
                "-Djava.io.tmpdir=" + data,
                "-Dquarkus.http.host=" + Ports.HOST,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=" + Ports.HOST,
                "-Dquarkus.management.port=0",
                "-Dquarkus.otel.sdk.disabled=true",
                "-Dapicurio.datasource.url=jdbc:h2:file:" + data.resolve("schemas"),
                "-cp",
                program.resolve(GUARD) + File.pathSeparator + program.resolve("quarkus-run.jar"),
                "io.tickhouse.local.GuardedMain",
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    }
}
