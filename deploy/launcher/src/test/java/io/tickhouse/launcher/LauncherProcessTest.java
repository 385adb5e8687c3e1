package io.tickhouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The command as a process of its own: what it leaves running, what it answers, how it ends. */
class LauncherProcessTest {
    private static final Path DATA = Path.of("target", "launcher-data").toAbsolutePath();

    private final List<ProcessHandle> seen = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        started.forEach(Process::destroyForcibly);
        run("down", "--delete-data");
        await().atMost(Duration.ofSeconds(30)).until(() -> seen.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aKilledLauncherTakesItsStackAndServicesWithIt() throws Exception {
        Process demo = start("demo", "--trades", "1000");
        awaitLine(demo, "services");
        seen.addAll(demo.descendants().toList());
        assertThat(seen)
                .as("simulator, stack, registry, engine, sink, aggregator")
                .hasSizeGreaterThanOrEqualTo(6);

        demo.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(30)).until(() -> seen.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aDemoAskedToEndStopsEverythingInOrderAndSoon() throws Exception {
        Process demo = start("demo", "--trades", "1000");
        awaitLine(demo, "Everything stays up until Ctrl-C");
        seen.addAll(demo.descendants().toList());

        // not SIGINT: a shell that starts a build in the background has it ignored by all it starts
        assertThat(demo.toHandle().destroy()).isTrue();
        await().atMost(Duration.ofSeconds(25)).until(() -> !demo.isAlive());
        assertThat(seen).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void upIsThereForOthersUntilDown() throws Exception {
        assertThat(run("status").code()).isEqualTo(1);

        Ended up = run("up");
        assertThat(up.code()).as(up.text()).isZero();
        assertThat(run("up").text()).contains("Already up");
        assertThat(run("status").text()).contains("ready, pid");
        assertThat(run("topics").text()).contains("market.trades-history.v1").doesNotContain("missing");
        assertThat(run("sql", "SELECT 6 * 7 AS answer").text()).contains("answer\n42");
        assertThat(run("tail", "market.trades.v1", "-n", "3").code()).isZero();
        assertThat(run("dead-letters", "list", "--since", "2h").text()).contains("No dead letter matches");
        assertThat(run("dead-letters", "show", "a:0:1").code()).isEqualTo(1);
        assertThat(run("dead-letters", "replay", "a:0:1").code()).isEqualTo(3);
        Ended refused = run("sql", "SELECT nonsense");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text()).contains("UNKNOWN_IDENTIFIER").doesNotContain("at io.tickhouse");

        assertThat(run("down").text()).contains("Down.");
        assertThat(run("down").text()).contains("Nothing was up.");
        assertThat(run("up").code()).isZero();
        assertThat(run("topics").text()).contains("market.trades-history.v1");
    }

    @Test
    void wrongCommandLinesAreTwoAndWhatIsMissingIsSaid() throws Exception {
        assertThat(run("nonsense").code()).isEqualTo(2);
        assertThat(run("ingest").code()).isEqualTo(2);
        assertThat(run("dead-letters", "list", "--since", "soon").code()).isEqualTo(2);
        Ended which = run("dead-letters", "replay");
        assertThat(which.code()).isEqualTo(2);
        assertThat(which.text()).contains("which letters?");
        assertThat(run("demo", "--from", "yesterday").code()).isEqualTo(2);
        assertThat(run("--help").text()).contains("A first walk");
        Ended tail = run("tail", "market.trades.v1");
        assertThat(tail.code()).isEqualTo(1);
        assertThat(tail.text()).contains("./tickhouse up").contains("TICKHOUSE_KAFKA_BOOTSTRAP");
        assertThat(run("demo", "--archive", "/nowhere").text()).contains("--archive needs --symbol and --from");
    }

    private record Ended(int code, String text) {}

    private static Ended run(String... arguments) throws Exception {
        Path said = Files.createTempFile("launcher", ".txt");
        try {
            Process process = builder(arguments).redirectOutput(said.toFile()).start();
            return new Ended(process.waitFor(), Files.readString(said));
        } finally {
            Files.delete(said);
        }
    }

    private Process start(String... arguments) throws IOException {
        Process process = builder(arguments).start();
        started.add(process);
        return process;
    }

    private static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtickhouse.root=" + System.getProperty("tickhouse.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Tickhouse.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("TICKHOUSE_") && !name.equals("TICKHOUSE_LIBCHDB"));
        environment.put("TICKHOUSE_DATA", DATA.toString());
        return builder;
    }

    private static void awaitLine(Process process, String beginning) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("expected a line beginning with '" + beginning + "', found:\n" + said);
    }
}
