package io.tickhouse.bench.chaos;

import java.time.Duration;
import java.util.Random;

/** A sink that stands still in the middle of an insert while another takes its partitions over, and then goes on. */
record Stalls(Stage stage, Sinks sinks, Watch watch, Journal journal, Random random, Duration session) {
    private static final Duration TO_END = Duration.ofMillis(700);
    private static final int MOST_TRIES = 20;

    void play(Duration time) throws InterruptedException {
        Replica stalled = alone();
        watch.progress();
        StandStill still = stoppedInMidInsert(stalled);
        try {
            long since = System.nanoTime();
            Replica second = sinks.start();
            boolean over = Until.within(Watch.PATIENCE, () -> watch.hasOneMemberWithAll() || second.fell());
            Duration left = time.minusNanos(System.nanoTime() - since);
            if (left.isPositive()) {
                second.endsWithin(left);
            }
            journal.say(
                    "%s took over: %b; %s goes on after %.1f s",
                    second.name(), over && !second.fell(), stalled.name(), (System.nanoTime() - since) / 1e9);
            if (!over) {
                journal.failure(second.name() + " did not take the partitions of the stalled sink over");
            }
        } finally {
            still.end();
        }
        journal.tally("sink stalled (SIGSTOP) and gone on after another took over", 1);
        stalled.endsWithin(session.multipliedBy(2));
        watch.progress();
        if (random.nextBoolean()) {
            sinks.stop(stalled);
        }
    }

    /** One sink that owns everything. */
    private Replica alone() throws InterruptedException {
        Replica only = sinks.any();
        for (Replica other : sinks.all()) {
            if (other != only) {
                sinks.stop(other);
            }
        }
        watch.holds("one sink owns all partitions", () -> watch.hasOneMemberWithAll() || only.fell());
        return only;
    }

    private StandStill stoppedInMidInsert(Replica stalled) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            StandStill still = new StandStill(stalled.pid());
            watch.insert();
            still.begin();
            // an insert that was sent wholly ends now; one that is in the middle of its body hangs
            boolean hangs = !Until.within(TO_END, () -> stage.insertsUnderWay().isEmpty());
            if (hangs || attempt == MOST_TRIES) {
                journal.say("stopped %s, insert in the middle of its body: %b", stalled.name(), hangs);
                journal.tally("… in the middle of an insert's body", hangs ? 1 : 0);
                return still;
            }
            still.end();
        }
    }
}
