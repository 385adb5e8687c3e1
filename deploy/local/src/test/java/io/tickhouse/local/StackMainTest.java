package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack as a process of its own: what it prints, and that nothing of it outlives it. */
class StackMainTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of(".");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatATestLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void afterDetachTheStackOutlivesItsParentsPipeAndSigtermLeavesNoChild() throws Exception {
        Path file = folder.resolve("endpoints.properties");
        Process stack = stack("--data", data(), "--endpoints", file.toString());
        String ready = line(stack);
        assertThat(ready).isEqualTo("READY " + Endpoints.read(file).asLine());
        List<ProcessHandle> children = children(stack);

        Process second = stack("--data", data());
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(second))
                .isEqualTo("A stack is already running on " + data() + " (process " + stack.pid()
                        + "): stop it first, or choose another folder with --data.");

        stack.getOutputStream().write("detach\n".getBytes(StandardCharsets.UTF_8));
        stack.getOutputStream().close();
        assertThat(stack.waitFor(3, TimeUnit.SECONDS)).isFalse();
        assertThat(Sql.run(Endpoints.read(file), "SELECT 1")).isEqualTo("1");

        stack.toHandle().destroy(); // Process.destroy would also close its output
        assertAllEnd(stack, children);
        assertThat(Files.readString(folder.resolve("data/stack.log"))).contains("ClickHouse stopped in");
        assertThat(errors(stack)).isEmpty();
    }

    @Test
    void sigkillLeavesNoChildAndTheNextStartNeedsNoCleaning() throws Exception {
        Process stack = stack("--data", data());
        line(stack);
        List<ProcessHandle> children = children(stack);
        stack.toHandle().destroyForcibly();
        Process next = stack("--data", data());
        assertThat(line(next)).startsWith("READY ");
        assertAllEnd(stack, children);

        List<ProcessHandle> nextChildren = children(next);
        next.getOutputStream().close();
        assertAllEnd(next, nextChildren);
        assertThat(next.exitValue()).isZero();
    }

    @Test
    void aPortInUseIsNamedWithThePartThatWantsIt() throws Exception {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Process stack = stack("--data", data(), "--registry-port", Integer.toString(occupied.getLocalPort()));
            assertThat(stack.waitFor()).isEqualTo(1);
            assertThat(errors(stack))
                    .isEqualTo("Port " + occupied.getLocalPort() + " on 127.0.0.1, wanted by the schema registry,"
                            + " is already in use: stop what uses it, or choose another port with --registry-port"
                            + " (0 = any free one).");
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Process stack(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dtickhouse.root=" + ProjectRoot.find(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StackMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private static String line(Process process) throws IOException {
        String line = process.inputReader().readLine();
        assertThat(line)
                .as("standard output; errors: %s", line == null ? errors(process) : "")
                .isNotNull();
        return line;
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static List<ProcessHandle> children(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        assertThat(children).as("the registry and ClickHouse").hasSize(2);
        return children;
    }

    private static void assertAllEnd(Process process, List<ProcessHandle> children) {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}
