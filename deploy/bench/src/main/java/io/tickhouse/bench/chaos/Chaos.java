package io.tickhouse.bench.chaos;

import io.tickhouse.bench.Trial;
import io.tickhouse.launcher.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A whole trial: stack, producer, sinks, acts, comparison. */
final class Chaos {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(120);

    private final Plan plan;
    private final Workspace workspace;
    private final Path folder;
    private final Journal journal;
    private final boolean keep;

    /**
     * @param folder is made for the trial and removed, unless it fails
     * @param keep leaves it in any case
     */
    Chaos(Plan plan, Workspace workspace, Path folder, Journal journal, boolean keep) {
        this.plan = plan;
        this.workspace = workspace;
        this.folder = folder;
        this.journal = journal;
        this.keep = keep;
    }

    /** Plays it. What went wrong is in the journal. */
    void run() throws IOException, InterruptedException {
        Trial.remove(folder);
        Files.createDirectories(folder);
        journal.say("seed %d, %,d trades or more, data and logs in %s", plan.seed(), plan.trades(), folder);
        Ledger ledger = new Ledger();
        try (Stage stage = Stage.start(folder.resolve("stack"), plan.session());
                Sinks sinks = new Sinks(workspace, stage, folder, journal, plan.session());
                Producing producing = new Producing(stage, plan, ledger)) {
            prepare(stage, sinks);
            producing.start();
            for (Plan.Part part : plan.parts()) {
                play(part, stage, sinks, producing);
            }
            producing.finish();
            journal.say("%,d trades are produced", ledger.rows());
            awaitAll(stage, sinks, ledger);
            sinks.stopAll();
            judge(stage, sinks, ledger);
        } catch (ChaosException e) {
            journal.failure(String.valueOf(e.getMessage()));
        }
        if (journal.failures().isEmpty() && !keep) {
            Trial.remove(folder);
        }
    }

    /** The first sink makes the table; merges are stopped before anything is in it. */
    private void prepare(Stage stage, Sinks sinks) throws InterruptedException {
        Replica first = sinks.start();
        Until.holds("the sink has made its table", START, () -> first.fell() || stage.hasTable());
        sinks.stopAll();
        stage.stopMerges();
    }

    private void play(Plan.Part part, Stage stage, Sinks sinks, Producing producing) throws InterruptedException {
        sinks.stopAll();
        Until.holds(
                "the group is empty", START, () -> Group.owned(stage.admin()).isEmpty());
        sinks.speak(part.protocol());
        journal.say("sinks speak the %s group protocol", part.protocol());
        Random random = new Random(plan.seed() ^ part.protocol().ordinal());
        List<Act> order = acts(part, stage, sinks, producing, random);
        Collections.shuffle(order, random);
        for (Act act : order) {
            act.play();
            sinks.reviveFallen();
        }
    }

    private List<Act> acts(Plan.Part part, Stage stage, Sinks sinks, Producing producing, Random random) {
        Watch watch = new Watch(stage, sinks);
        Kills kills = new Kills(stage, sinks, watch, journal, random);
        Stalls stalls = new Stalls(stage, sinks, watch, journal, random, plan.session());
        Injecting injecting = new Injecting(stage, sinks, watch, journal, folder);
        List<Act> order = new ArrayList<>();
        order.addAll(Collections.nCopies(part.kills(), kills::sink));
        order.addAll(Collections.nCopies(part.engineKills(), kills::engine));
        order.addAll(Collections.nCopies(part.visits(), kills::visit));
        part.stalls().forEach(time -> order.add(() -> stalls.play(time)));
        if (Strace.isHere()) {
            part.injections().forEach(injection -> order.add(() -> injecting.play(injection)));
        } else if (!part.injections().isEmpty()) {
            journal.skip(
                    part.injections().size() + " failures inside ClickHouse, since there is no strace on the PATH");
        }
        if (part.months() > 0) {
            order.add(() -> kills.backlog(producing, part.months()));
        }
        return order;
    }

    /** Waits until the table has as many rows as were produced and the group's offsets are settled. */
    private void awaitAll(Stage stage, Sinks sinks, Ledger ledger) throws InterruptedException {
        sinks.any();
        long rows = stage.count();
        long since = System.nanoTime();
        Map<Integer, String> unsettled = Group.unsettled(stage.admin(), ledger.ends());
        while (!unsettled.isEmpty()) {
            sinks.reviveFallen();
            long before = rows;
            if (Until.within(Duration.ofSeconds(2), () -> stage.count() > before)) {
                rows = stage.count();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > NO_PROGRESS.toNanos()) {
                journal.failure("no more rows arrive and these partitions are not settled: " + unsettled
                        + "; the sinks' last words:\n"
                        + String.join(
                                "\n",
                                sinks.all().stream().map(Replica::lastWords).toList()));
                return;
            }
            unsettled = Group.unsettled(stage.admin(), ledger.ends());
        }
        journal.say("every partition's offset is settled at the log's end");
    }

    private void judge(Stage stage, Sinks sinks, Ledger ledger) {
        journal.tally("sinks started", sinks.started());
        journal.tally("batches that were repaired", sinks.said("batch repaired"));
        journal.tally("inserts not acknowledged", sinks.said("insert not acknowledged"));
        journal.tally("waited for another's insert", sinks.said("an earlier insert of the batch still runs"));
        journal.tally("partitions lost", sinks.said("partitions lost"));
        journal.tally(
                "parts in the table",
                Long.parseLong(
                        stage.cell("SELECT count() FROM system.parts WHERE active AND database || '.' || table = '"
                                + Stage.TABLE + "'")));
        journal.tally("records produced", ledger.rows());
        journal.tally("rows found", stage.count());
        new Comparison(stage, ledger).differences().forEach(journal::failure);
        Group.unsettled(stage.admin(), ledger.ends())
                .forEach((partition, why) -> journal.failure("partition " + partition + " is not settled: " + why));
    }
}
