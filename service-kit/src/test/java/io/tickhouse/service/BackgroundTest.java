package io.tickhouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void aFailureReachesTheCallerAsItIs() {
        assertThatThrownBy(() -> Background.call(() -> {
                    throw new IOException("no such archive");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no such archive");
    }

    private static int niceness() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    }
}
