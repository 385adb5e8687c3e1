package io.tickhouse.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** What is done to the sink: each act leaves at least one sink at work. */
final class Acts {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int MOST_TRIES = 20;

    private final Stage stage;
    private final Sinks sinks;
    private final Journal journal;
    private final Random random;
    private final Duration session;
    private final Path folder;
    private int traces;

    Acts(Stage stage, Sinks sinks, Journal journal, Random random, Duration session, Path folder) {
        this.stage = stage;
        this.sinks = sinks;
        this.journal = journal;
        this.random = random;
        this.session = session;
        this.folder = folder;
    }

    /** Kills the sink at a random moment, most often while it works, and starts another. */
    void killSink() throws InterruptedException {
        Replica victim = sinks.any();
        boolean working = random.nextInt(4) > 0;
        if (working) {
            awaitProgress();
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
    void killEngine() throws InterruptedException {
        sinks.any().endsWithin(Duration.ofMillis(random.nextInt(1_500)));
        if (random.nextBoolean()) {
            awaitInsert();
        }
        int underWay = stage.insertsUnderWay().size();
        stage.restartEngineByForce();
        journal.say("killed ClickHouse with %d inserts under way, started it again", underWay);
        journal.tally("ClickHouse killed (SIGKILL)", 1);
        journal.tally("… with an insert under way ", underWay > 0 ? 1 : 0);
        awaitProgress();
    }

    /** Stops the only sink in the middle of an insert, lets another take over, and lets the first go on beside it. */
    void stall(Duration time) throws InterruptedException {
        Replica stalled = alone();
        awaitProgress();
        try (StandStill still = stoppedInMidInsert(stalled)) {
            long since = System.nanoTime();
            Replica second = sinks.start();
            boolean over = Until.within(PATIENCE, () -> isOnlyMemberWithAll() || second.fell());
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
        }
        journal.tally("sink stalled (SIGSTOP) and gone on after another took over", 1);
        stalled.endsWithin(session.multipliedBy(2));
        awaitProgress();
        if (random.nextBoolean()) {
            sinks.stop(stalled);
        }
    }

    private StandStill stoppedInMidInsert(Replica stalled) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            StandStill still = new StandStill(stalled.pid());
            awaitInsert();
            still.begin();
            // an insert that was sent wholly ends now; one that is in the middle of its body hangs
            boolean hangs = !Until.within(
                    Duration.ofMillis(700), () -> stage.insertsUnderWay().isEmpty());
            if (hangs || attempt == MOST_TRIES) {
                journal.say("stopped %s, insert in the middle of its body: %b", stalled.name(), hangs);
                journal.tally("… in the middle of an insert's body", hangs ? 1 : 0);
                return still;
            }
            still.close();
        }
    }

    /** Another sink joins the group, works, and leaves it in order or by force. */
    void visit() throws InterruptedException {
        sinks.any();
        Replica guest = sinks.start();
        Until.within(PATIENCE, () -> members() > 1 || guest.fell());
        awaitProgress();
        guest.endsWithin(Duration.ofMillis(random.nextInt(4_000)));
        boolean inOrder = random.nextInt(3) > 0;
        if (inOrder) {
            sinks.stop(guest);
        } else {
            sinks.kill(guest);
        }
        journal.say("%s joined the group and left it %s", guest.name(), inOrder ? "in order" : "by force");
        journal.tally("sink joined and left (rebalances)", 1);
        awaitProgress();
    }

    /** Makes a system call of ClickHouse fail in the middle of an insert; repeats that until it was hit. */
    void inject(Injection injection) throws InterruptedException {
        sinks.any();
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            awaitProgress();
            List<String> hits = hits(injection);
            if (!hits.isEmpty()) {
                journal.say("injected %s: %d hits, %s", injection, hits.size(), brief(hits.getFirst()));
                journal.tally("injected " + injection, hits.size());
                awaitProgress();
                return;
            }
        }
        throw new ChaosException("the injection '" + injection + "' hit nothing in " + MOST_TRIES + " attempts");
    }

    /** A traced call without the folders of its files. */
    private static String brief(String call) {
        return call.replaceAll("/[^\"]*/(?=[^/\"]+/?\")", "");
    }

    private List<String> hits(Injection injection) throws InterruptedException {
        Path trace = folder.resolve("strace-" + ++traces);
        try (Strace strace = Strace.attach(injection, stage.enginePid(), stage.tableFolder(), trace)) {
            boolean ended = Until.within(
                    Duration.ofSeconds(30),
                    () -> injection.kills()
                            ? stage.engineEnded()
                            : !strace.hits().isEmpty() || !strace.isAlive());
            if (!ended || (!strace.isAlive() && strace.hits().isEmpty())) {
                journal.say("strace hit nothing yet: %s", strace.complaints());
            }
            if (injection.kills() && ended) {
                stage.restartEngineByForce();
            }
            return strace.hits();
        }
    }

    /** With no sink at work, produces records of so many months that one insert cannot take them; then starts one. */
    void backlog(Producing producing, int months) throws InterruptedException {
        sinks.stopAll();
        producing.backlog(months, 10);
        sinks.start();
        awaitProgress();
        journal.say("a backlog over %d months of one partition was left to a new sink", months);
        journal.tally("backlog over more months than an insert may touch", 1);
    }

    /** One sink that owns everything. */
    private Replica alone() throws InterruptedException {
        Replica only = sinks.any();
        for (Replica other : sinks.all()) {
            if (other != only) {
                sinks.stop(other);
            }
        }
        holds("one sink owns all partitions", this::isOnlyMemberWithAll);
        return only;
    }

    private boolean isOnlyMemberWithAll() {
        List<Integer> owned = Group.owned(stage.admin());
        return owned.equals(List.of(Plan.PARTITIONS));
    }

    private int members() {
        return Group.owned(stage.admin()).size();
    }

    private void awaitInsert() throws InterruptedException {
        holds("an insert is under way", () -> !stage.insertsUnderWay().isEmpty());
    }

    /** Waits until more rows are in the table than now. */
    private void awaitProgress() throws InterruptedException {
        holds("ClickHouse answers", () -> stage.count() >= 0);
        long before = stage.count();
        holds("rows arrive", () -> stage.count() > before);
    }

    private void holds(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Until.within(Duration.ofSeconds(2), condition)) {
            sinks.reviveFallen();
            if (System.nanoTime() > deadline) {
                throw new ChaosException("waited " + PATIENCE.toSeconds() + " s for this, in vain: " + what);
            }
        }
    }
}
