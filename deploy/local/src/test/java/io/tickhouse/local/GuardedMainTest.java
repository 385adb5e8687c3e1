package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program under the guard ends when the pipe of its parent does. */
class GuardedMainTest {
    @TempDir
    private Path folder = Path.of(".");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatATestLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void theProgramGetsItsArgumentsAndEndsWithItsParentsPipe() throws Exception {
        Process program = guarded(folder.resolve("lock"), "one", "two");
        assertThat(program.inputReader().readLine()).isEqualTo("running with one two");
        program.getOutputStream().close();
        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
    }

    @Test
    void afterDetachTheProgramGoesOn() throws Exception {
        Process program = guarded(folder.resolve("lock"));
        program.inputReader().readLine();
        program.getOutputStream().write("detach\n".getBytes(StandardCharsets.UTF_8));
        program.getOutputStream().close();
        assertThat(program.waitFor(2, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void theSuccessorWaitsForTheLockOfTheFolder() throws Exception {
        Path lock = folder.resolve("lock");
        Process first = guarded(lock);
        first.inputReader().readLine();
        assertThat(FolderLock.tryTake(lock)).isEqualTo(Optional.empty());
        assertThat(FolderLock.holder(lock)).isEqualTo(Long.toString(first.pid()));

        Process second = guarded(lock);
        assertThat(second.waitFor(1, TimeUnit.SECONDS)).isFalse();
        assertThat(second.inputReader().ready()).isFalse();
        first.destroyForcibly();
        assertThat(second.inputReader().readLine()).startsWith("running");
    }

    private Process guarded(Path lock, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + GuardedMain.LOCK + "=" + lock,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                GuardedMain.class.getName(),
                Program.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(process);
        return process;
    }

    /** Stands for a program that is not ours: it knows nothing of its parent and never ends by itself. */
    public static final class Program {
        private Program() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println("running with " + String.join(" ", args));
            new CountDownLatch(1).await();
        }
    }
}
