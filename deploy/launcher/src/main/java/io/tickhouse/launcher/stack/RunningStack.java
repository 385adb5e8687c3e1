package io.tickhouse.launcher.stack;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.local.Endpoints;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A stack that runs on this machine and was started from this checkout.
 *
 * @param home its folder
 * @param process its process
 * @param endpoints where it answers
 */
public record RunningStack(Path home, ProcessHandle process, Endpoints endpoints) {
    private static final String PID_FILE = "stack.pid";

    /** Notes which process the stack is; the start time tells it from a later process of the same number. */
    public static void record(Path home, long pid) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .ifPresent(start -> properties.setProperty("started", start.toString()));
        try (Writer writer = Files.newBufferedWriter(home.resolve(PID_FILE))) {
            properties.store(writer, null);
        }
    }

    /** The stack in that folder, if one runs there. */
    public static Optional<RunningStack> in(Path home) {
        Path pidFile = home.resolve(PID_FILE);
        if (!Files.exists(pidFile) || !Files.exists(home.resolve(LocalStackProcess.ENDPOINTS_FILE))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(pidFile)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LauncherException("cannot read " + pidFile + ": " + e, e);
        }
        Optional<Instant> started =
                Optional.ofNullable(properties.getProperty("started")).map(Instant::parse);
        return ProcessHandle.of(Long.parseLong(properties.getProperty("pid", "-1")))
                .filter(ProcessHandle::isAlive)
                .filter(process -> started.equals(process.info().startInstant()))
                .map(process -> new RunningStack(
                        home, process, Endpoints.read(home.resolve(LocalStackProcess.ENDPOINTS_FILE))));
    }

    /** Any stack started from this checkout: the one of {@code up} first, then the demo's. */
    public static Optional<RunningStack> any(Workspace workspace) {
        return Stream.of(workspace.stackHome(), workspace.demoHome())
                .flatMap(home -> in(home).stream())
                .findFirst();
    }

    /**
     * Where a command is to work: what the environment names, and for what it does not name, a running stack.
     *
     * @throws LauncherException if neither tells
     */
    public static Endpoints endpoints(Workspace workspace, Map<String, String> environment) {
        Optional<Endpoints> local = any(workspace).map(RunningStack::endpoints);
        return new Endpoints(
                choose(environment, Endpoints.KAFKA, local.map(Endpoints::kafkaBootstrap)),
                choose(environment, Endpoints.REGISTRY, local.map(Endpoints::schemaRegistryUrl)),
                choose(environment, Endpoints.CLICKHOUSE, local.map(Endpoints::clickhouseUrl)),
                environment.getOrDefault(
                        Endpoints.CLICKHOUSE_USER,
                        local.map(Endpoints::clickhouseUser).orElse("default")),
                environment.getOrDefault(
                        Endpoints.CLICKHOUSE_PASSWORD,
                        local.map(Endpoints::clickhousePassword).orElse("")));
    }

    private static String choose(Map<String, String> environment, String name, Optional<String> local) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> local)
                .orElseThrow(() -> new LauncherException("no stack of this checkout is running and " + name
                        + " is not set: start one with ./tickhouse up, or set it to your own"));
    }
}
