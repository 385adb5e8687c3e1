package io.tickhouse.bench.chaos;

import java.time.Duration;
import java.util.Random;

/** Sinks and ClickHouse killed and started again, and sinks that come and go. Each leaves a sink at work. */
record Kills(Stage stage, Sinks sinks, Watch watch, Journal journal, Random random) {
    private static final int RECORDS_A_MONTH = 4;

    /** Kills the sink at a random moment, most often while it works, and starts another. */
    void sink() throws InterruptedException {
        Replica victim = sinks.any();
        boolean working = random.nextInt(4) > 0;
        if (working) {
            watch.progress();
        }
        victim.endsWithin(Duration.ofMillis(random.nextInt(working ? 1_500 : 4_000)));
        int underWay = stage.insertsUnderWay().size();
        sinks.kill(victim);
        journal.say("killed %s with %d inserts under way", victim.name(), underWay);
        journal.tally("sink killed (SIGKILL)", 1);
        journal.tally("… with an insert under way", underWay > 0 ? 1 : 0);
        if (sinks.all().isEmpty()) {
            sinks.start();
        }
    }

    /** Kills ClickHouse at a random moment, every second time while an insert runs, and starts it again. */
    void engine() throws InterruptedException {
        sinks.any().endsWithin(Duration.ofMillis(random.nextInt(1_500)));
        if (random.nextBoolean()) {
            watch.insert();
        }
        int underWay = stage.insertsUnderWay().size();
        stage.restartEngineByForce();
        journal.say("killed ClickHouse with %d inserts under way, started it again", underWay);
        journal.tally("ClickHouse killed (SIGKILL)", 1);
        journal.tally("… with inserts under way", underWay > 0 ? 1 : 0);
        watch.progress();
    }

    /** Another sink joins the group, works, and leaves it in order or by force. */
    void visit() throws InterruptedException {
        sinks.any();
        Replica guest = sinks.start();
        watch.holds("two sinks in the group", () -> watch.members() > 1 || guest.fell());
        watch.progress();
        guest.endsWithin(Duration.ofMillis(random.nextInt(4_000)));
        boolean inOrder = random.nextInt(3) > 0;
        if (inOrder) {
            sinks.stop(guest);
        } else {
            sinks.kill(guest);
        }
        journal.say("%s joined the group and left it %s", guest.name(), inOrder ? "in order" : "by force");
        journal.tally("sink joined and left (rebalances)", 1);
        watch.progress();
    }

    /** With no sink at work, produces records of so many months that one insert cannot take them; then starts one. */
    void backlog(Producing producing, int months) throws InterruptedException {
        sinks.stopAll();
        producing.backlog(months, RECORDS_A_MONTH);
        sinks.start();
        watch.progress();
        journal.say("a backlog over %d months of one partition was left to a new sink", months);
        journal.tally("backlog over more months than an insert may touch", 1);
    }
}
