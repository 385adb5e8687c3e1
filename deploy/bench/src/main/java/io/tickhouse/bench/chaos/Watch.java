package io.tickhouse.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits for the sinks to do something. Those that fall meanwhile are noted and replaced. */
record Watch(Stage stage, Sinks sinks) {
    static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration ROUND = Duration.ofSeconds(2);

    /** Waits until more rows are in the table than now. */
    void progress() throws InterruptedException {
        holds("ClickHouse answers", () -> stage.count() >= 0);
        long before = stage.count();
        holds("rows arrive", () -> stage.count() > before);
    }

    void insert() throws InterruptedException {
        holds("an insert is under way", () -> !stage.insertsUnderWay().isEmpty());
    }

    void holds(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Until.within(ROUND, condition)) {
            sinks.reviveFallen();
            if (System.nanoTime() > deadline) {
                throw new ChaosException("waited " + PATIENCE.toSeconds() + " s for this, in vain: " + what);
            }
        }
    }

    boolean hasOneMemberWithAll() {
        return Group.owned(stage.admin()).equals(List.of(Plan.PARTITIONS));
    }

    int members() {
        return Group.owned(stage.admin()).size();
    }
}
