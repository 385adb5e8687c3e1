package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Published;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All files of all jobs and who does what of them: fetchers and publishers take their work here, in the order of the jobs'
 * ranks, a dataset's files strictly one after another. One lock guards everything.
 */
final class WorkBoard {
    private final Map<String, JobRun> runs = new LinkedHashMap<>();
    private final int mostUnderWay;
    private boolean closed;

    /** @param mostUnderWay files fetched, waiting and published at a time; a dataset's next file is fetched all the same */
    WorkBoard(int mostUnderWay) {
        this.mostUnderWay = mostUnderWay;
    }

    /** Changes something and tells all who wait. */
    synchronized void change(Consumer<Map<String, JobRun>> change) {
        change.accept(runs);
        notifyAll();
    }

    /** Looks at the jobs by rank while nobody changes anything. */
    synchronized <T> T look(Function<List<JobRun>, T> look) {
        return look.apply(byRank());
    }

    private List<JobRun> byRank() {
        return runs.values().stream()
                .sorted(Comparator.comparingLong((JobRun run) -> run.job.getRank())
                        .thenComparing(run -> run.job.getJobId()))
                .toList();
    }

    /** Waits for a file to fetch; empty when there will be none any more. */
    synchronized Optional<FileTask> nextToFetch() throws InterruptedException {
        return await(() -> toFetch(System.nanoTime()), FileTask.State.FETCHING);
    }

    /** Waits for a file to publish; empty when there will be none any more. */
    synchronized Optional<FileTask> nextToPublish() throws InterruptedException {
        return await(this::toPublish, FileTask.State.PUBLISHING);
    }

    private interface Choice {
        Optional<FileTask> make();
    }

    private Optional<FileTask> await(Choice choice, FileTask.State then) throws InterruptedException {
        while (!closed) {
            Optional<FileTask> chosen = choice.make();
            if (chosen.isPresent()) {
                chosen.get().state = then;
                return chosen;
            }
            // files that are to be tried again become due without anybody telling
            wait(TimeUnit.SECONDS.toMillis(1));
        }
        return Optional.empty();
    }

    private Optional<FileTask> toFetch(long now) {
        Set<String> busy = new HashSet<>();
        long underWay = 0;
        for (FileTask task : tasks(runs.values().stream().toList())) {
            if (task.state.isUnderWay()) {
                busy.add(task.file().path());
                underWay++;
            }
        }
        Set<Dataset> begun = new HashSet<>();
        for (JobRun run : wanted()) {
            for (FileTask task : tasks(List.of(run))) {
                boolean first = !task.state.isOver() && begun.add(task.file().dataset());
                if (task.state == FileTask.State.WAITING
                        && now - task.notBefore >= 0
                        && !busy.contains(task.file().path())
                        && (first || underWay < mostUnderWay)) {
                    return Optional.of(task);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<FileTask> toPublish() {
        Set<Dataset> taken = new HashSet<>();
        tasks(runs.values().stream().toList()).stream()
                .filter(task -> task.state == FileTask.State.PUBLISHING)
                .forEach(task -> taken.add(task.file().dataset()));
        for (JobRun run : wanted()) {
            Set<Dataset> unfinished = new HashSet<>(taken);
            for (FileTask task : tasks(List.of(run))) {
                if (task.state.isOver() || !unfinished.add(task.file().dataset())) {
                    continue;
                }
                if (task.state == FileTask.State.READY) {
                    return Optional.of(task);
                }
            }
        }
        return Optional.empty();
    }

    private List<JobRun> wanted() {
        return byRank().stream().filter(JobRun::isWanted).toList();
    }

    private static List<FileTask> tasks(List<JobRun> runs) {
        List<FileTask> tasks = new ArrayList<>();
        for (JobRun run : runs) {
            if (run.tasks != null) {
                tasks.addAll(run.tasks);
            }
        }
        return tasks;
    }

    /** A file is here and read through; false when it is not wanted any more. */
    synchronized boolean fetched(FileTask task, VerifiedFile verified) {
        notifyAll();
        if (!isWanted(task)) {
            task.state = FileTask.State.WAITING;
            return false;
        }
        task.verified(verified);
        return true;
    }

    /** A file cannot be loaded; a publisher is to tell the ledger when its turn comes. */
    synchronized void refused(FileTask task, String why) {
        task.verified = null;
        task.refusal = why;
        task.state = isWanted(task) ? FileTask.State.READY : FileTask.State.WAITING;
        notifyAll();
    }

    /** Whether files of a dataset are yet to be published. */
    synchronized boolean hasMore(Dataset dataset) {
        return tasks(runs.values().stream().toList()).stream()
                .anyMatch(task -> !task.state.isOver() && task.file().dataset().equals(dataset));
    }

    /** A file turned out to be loaded already. */
    synchronized void loadedBefore(FileTask task) {
        task.state = FileTask.State.LOADED;
        notifyAll();
    }

    /** A file is published to its last row. */
    synchronized void published(FileTask task, Published published) {
        task.state = FileTask.State.LOADED;
        task.run().records += published.publishedNow();
        task.run().deadLetters += published.deadLetters();
        notifyAll();
    }

    /** Rows of a file are settled. */
    synchronized void progress(FileTask task, long rows) {
        task.rowsDone = rows;
    }

    /** A file is to be done again later, from its fetch on. */
    synchronized void again(FileTask task, long inNanos, Optional<String> why) {
        task.state = FileTask.State.WAITING;
        task.verified = null;
        task.notBefore = System.nanoTime() + inNanos;
        task.run().error = why;
        notifyAll();
    }

    /** A file is set aside. */
    synchronized void quarantined(FileTask task) {
        task.state = FileTask.State.QUARANTINED;
        task.verified = null;
        notifyAll();
    }

    /** Counts and gives how often a file has failed. */
    synchronized int failed(FileTask task) {
        return ++task.failures;
    }

    /** Takes back files that nobody wants published now; they are here and have to be let go of. */
    synchronized List<Unwanted> takeBackUnwanted() {
        List<Unwanted> unwanted = new ArrayList<>();
        for (FileTask task : tasks(runs.values().stream().toList())) {
            boolean wanted = isWanted(task);
            task.leaving = !wanted;
            if (!wanted && task.state == FileTask.State.READY) {
                if (task.verified != null) {
                    unwanted.add(new Unwanted(task.run(), task.verified));
                }
                task.verified = null;
                task.state = FileTask.State.WAITING;
            }
        }
        return unwanted;
    }

    /** A file that is here and is not wanted now. */
    record Unwanted(JobRun run, VerifiedFile file) {}

    private boolean isWanted(FileTask task) {
        return !closed
                && runs.get(task.run().job.getJobId()) == task.run()
                && task.run().isWanted();
    }

    /** Ends all waiting. */
    synchronized void close() {
        closed = true;
        for (FileTask task : tasks(runs.values().stream().toList())) {
            task.leaving = true;
        }
        notifyAll();
    }
}
