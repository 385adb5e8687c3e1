package io.tickhouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ClickHouse: the embedded engine with its own HTTP interface, in a JVM of its own. */
public final class ClickHouseNode implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final EngineLibrary library;
    private final Path data;
    private final int port;
    private final List<String> options;
    private @Nullable ChildProcess process;

    ClickHouseNode(EngineLibrary library, Path data, int port, List<String> options) {
        this.library = library;
        this.data = data;
        this.port = port;
        this.options = options;
    }

    /** Starts ClickHouse on its port and returns when it answers; nothing happens when it runs already. */
    public synchronized void start() {
        if (process != null) {
            return;
        }
        Path engine = library.locate();
        try {
            Files.createDirectories(data);
            EngineConfig.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of ClickHouse, " + data + ", could not be prepared", e);
        }
        ChildProcess child =
                ChildProcess.java("ClickHouse", data, data.resolveSibling("clickhouse.log"), arguments(engine));
        process = child;
        try (Http http = new Http()) {
            child.awaitReady(() -> http.answers("http://" + Ports.HOST + ":" + port + "/ping"), START_LIMIT);
        }
    }

    /** Stops ClickHouse cleanly: at once, or after five seconds when clients keep connections open. */
    public synchronized void stop() {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    /** Ends ClickHouse the hard way (SIGKILL), as a crash or a power cut would. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Stops ClickHouse if it runs, and starts it on the same port and data. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** The running child; an error when it is stopped. */
    public synchronized ProcessHandle handle() {
        if (process == null) {
            throw new StackException("ClickHouse is not running.");
        }
        return process.handle();
    }

    @Override
    public void close() {
        stop();
    }

    private List<String> arguments(Path engine) {
        List<String> arguments = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx48m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + data,
                "-D" + GuardedMain.LOCK + "=" + data.resolve("lock"),
                "-cp",
                ProjectRoot.codeLocation().toString(),
                "io.tickhouse.local.EngineMain",
                engine.toString(),
                "--path=" + data,
                "--config-file=" + data.resolve(EngineConfig.FILE),
                "--listen_host=" + Ports.HOST,
                "--http_port=" + port));
        arguments.addAll(EngineConfig.PROFILE);
        arguments.addAll(options);
        return arguments;
    }
}
