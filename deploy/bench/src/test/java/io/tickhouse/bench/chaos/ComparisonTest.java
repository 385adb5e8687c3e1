package io.tickhouse.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.bench.Trial;
import io.tickhouse.launcher.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String CHANGE = " SETTINGS mutations_sync = 1";

    @Test
    void aLostADoubledAndAChangedRowAreNamed() throws Exception {
        Path folder =
                Path.of("target", "comparison-" + ProcessHandle.current().pid()).toAbsolutePath();
        Trial.remove(folder);
        Plan plan = new Plan(20_000, 20_000, Duration.ofSeconds(4), List.of(), 7);
        Ledger ledger = new Ledger();
        Journal journal = new Journal(System.out);
        try (Stage stage = Stage.start(folder.resolve("stack"), plan.session());
                Sinks sinks = new Sinks(Workspace.current(), stage, folder, journal, plan.session());
                Producing producing = new Producing(stage, plan, ledger)) {
            sinks.start();
            Until.holds("the table", Duration.ofSeconds(60), stage::hasTable);
            stage.stopMerges();
            producing.start();
            producing.finish();
            Until.holds("all rows", Duration.ofSeconds(60), () -> stage.count() == ledger.rows());
            sinks.stopAll();
            assertThat(new Comparison(stage, ledger).differences()).isEmpty();

            stage.rows("INSERT INTO " + Stage.TABLE + " SELECT * FROM " + Stage.TABLE
                    + " WHERE _partition = 1 AND _offset = 10");
            assertThat(new Comparison(stage, ledger).differences())
                    .anySatisfy(line -> assertThat(line).startsWith("doubled: partition 1 offset 10,"));

            stage.rows("ALTER TABLE " + Stage.TABLE + " DELETE WHERE _partition = 2 AND _offset = 20" + CHANGE);
            stage.rows("ALTER TABLE " + Stage.TABLE + " UPDATE price = price + 1 WHERE _partition = 3 AND _offset = 30"
                    + CHANGE);
            assertThat(new Comparison(stage, ledger).differences())
                    .anySatisfy(line -> assertThat(line).startsWith("lost: partition 2 offset 20,"))
                    .anySatisfy(line -> assertThat(line).startsWith("changed: partition 3 offset 30,"));
        }
        Trial.remove(folder);
    }
}
