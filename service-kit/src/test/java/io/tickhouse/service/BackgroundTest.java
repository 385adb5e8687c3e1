package io.tickhouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BackgroundTest {
    /** Field of /proc/thread-self/stat after the command's name, which may hold blanks (proc_pid_stat(5)). */
    private static final int NICE = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void workAndTheThreadsItStartsAreNicerThanTheirCaller() throws Exception {
        int before = niceness();
        FutureTask<Integer> started = new FutureTask<>(BackgroundTest::niceness);
        int inside = Background.call(() -> {
            Thread.ofPlatform().start(started).join();
            return niceness();
        });
        assertThat(inside).isEqualTo(10).isGreaterThan(before);
        assertThat(started.get()).isEqualTo(10);
        assertThat(niceness()).as("the caller's own").isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void inAProcessOfItsOwnTheThreadsOfTheJvmAreNicerToo() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProcessOfItsOwn.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> threads = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        assertThat(threads).hasSizeGreaterThan(5).anyMatch(thread -> thread.contains("C2 Compiler"));
        assertThat(threads).allMatch(thread -> thread.endsWith(" 10"));
    }

    /** Says the name and niceness of each of its threads. */
    static final class ProcessOfItsOwn {
        private ProcessOfItsOwn() {}

        public static void main(String[] args) throws Exception {
            Background.callInProcessOfItsOwn(() -> {
                try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
                    for (Path task : tasks) {
                        String stat = Files.readString(task.resolve("stat"));
                        System.out.println(
                                stat.substring(stat.indexOf('('), stat.lastIndexOf(')') + 1) + ' ' + niceness(stat));
                    }
                }
                return 0;
            });
        }
    }

    @Test
    void aFailureReachesTheCallerAsItIs() {
        assertThatThrownBy(() -> Background.call(() -> {
                    throw new IOException("no such archive");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no such archive");
    }

    private static int niceness() throws IOException {
        return niceness(Files.readString(Path.of("/proc/thread-self/stat")));
    }

    private static int niceness(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    }
}
