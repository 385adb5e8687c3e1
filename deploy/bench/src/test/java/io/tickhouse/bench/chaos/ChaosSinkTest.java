package io.tickhouse.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.launcher.Workspace;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ChaosSinkTest {
    @Test
    void nothingIsLostAndNothingDoubledByKillsAStallAndFailingWrites() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        Workspace workspace = Workspace.current();
        Path folder =
                Path.of("target", "chaos-" + ProcessHandle.current().pid()).toAbsolutePath();
        Journal journal = new Journal(System.out);

        new Chaos(Plan.brief(300_000, seed), workspace, folder, journal, false).run();

        System.out.println(journal.summary());
        assertThat(journal.failures())
                .as("seed %d, data and logs in %s", seed, folder)
                .isEmpty();
        assertThat(journal.tallies())
                .containsEntry("sink killed (SIGKILL)", 3L)
                .containsEntry("ClickHouse killed (SIGKILL)", 1L)
                .containsKey("sink stalled (SIGSTOP) and gone on after another took over");
        assertThat(journal.tallies().get("records produced")).isGreaterThanOrEqualTo(300_000);
    }
}
