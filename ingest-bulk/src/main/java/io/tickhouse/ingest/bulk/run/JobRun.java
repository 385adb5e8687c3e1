package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.plan.Plan;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobState;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.BulkRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A job as this runner runs it. Everything that changes is guarded by the {@link WorkBoard}. */
final class JobRun {
    /** What the user wants now. */
    BulkJob job;

    /** Files with their states; null until it is planned. */
    @Nullable
    List<FileTask> tasks;

    List<ArchiveFile> missing = List.of();
    /** Why the job as a whole does not get on; empty when nothing is wrong. */
    Optional<String> error = Optional.empty();

    /** The attempt and comparison that {@link #tasks} belong to. */
    int plannedAttempt;

    int plannedResync;
    /** Published and refused by earlier runs, of files that were loaded before. */
    long recordsBefore;

    long deadLettersBefore;
    long records;
    long deadLetters;

    JobRun(BulkJob job) {
        this.job = job;
    }

    boolean isWanted() {
        return job.getWanted() == BulkJobWanted.RUN;
    }

    boolean isFollowing() {
        return job.getToDay() == null;
    }

    /** True when it is to be planned, for the first time or again. */
    boolean needsPlan() {
        return tasks == null || plannedAttempt != job.getAttempt() || plannedResync != job.getResync();
    }

    /**
     * Takes a plan.
     *
     * @param planned the job as it was planned
     * @param changed files that are loaded but have other content now
     * @param before what the ledger knows of a file
     * @param retried false when files that were set aside stay so
     */
    void plan(
            BulkJob planned,
            Plan plan,
            List<ArchiveFile> changed,
            Function<ArchiveFile, Optional<BulkFile>> before,
            boolean retried) {
        List<FileTask> all = new ArrayList<>();
        recordsBefore = 0;
        deadLettersBefore = 0;
        records = 0;
        deadLetters = 0;
        for (Plan.Planned one : plan.files()) {
            Optional<BulkFile> entry = before.apply(one.file());
            boolean aside = !retried
                    && entry.filter(file -> file.getState() == BulkFileState.QUARANTINED)
                            .isPresent();
            FileTask.State state = one.loaded() && !changed.contains(one.file())
                    ? FileTask.State.LOADED
                    : aside ? FileTask.State.QUARANTINED : FileTask.State.WAITING;
            long bytes = entry.map(BulkFile::getBytes).orElse(one.bytes());
            all.add(new FileTask(this, one.file(), bytes, state));
            recordsBefore += entry.map(BulkFile::getRecords).orElse(0L);
            deadLettersBefore +=
                    state.isOver() ? entry.map(BulkFile::getDeadLetters).orElse(0L) : 0;
        }
        tasks = all;
        missing = plan.missing();
        plannedAttempt = planned.getAttempt();
        plannedResync = planned.getResync();
        error = Optional.empty();
    }

    long count(Predicate<FileTask> which) {
        return tasks == null ? 0 : tasks.stream().filter(which).count();
    }

    /** True when nothing of it is left to do. */
    boolean isSettled() {
        return tasks != null && !needsPlan() && tasks.stream().allMatch(task -> task.state.isOver());
    }

    BulkJobState state() {
        return switch (job.getWanted()) {
            case CANCEL -> BulkJobState.CANCELLED;
            case PAUSE -> BulkJobState.PAUSED;
            case RUN, UNKNOWN -> {
                if (tasks == null) {
                    yield BulkJobState.PLANNING;
                }
                if (!isSettled()) {
                    yield BulkJobState.RUNNING;
                }
                if (isFollowing()) {
                    yield BulkJobState.FOLLOWING;
                }
                boolean failed = count(task -> task.state == FileTask.State.QUARANTINED) > 0;
                yield failed ? BulkJobState.FAILED : BulkJobState.DONE;
            }
        };
    }

    /**
     * What the ledger is told.
     *
     * @param before what it was told last, by whomever
     */
    BulkRun report(Optional<BulkRun> before, Instant now) {
        if (tasks == null && before.isPresent()) {
            return BulkRun.newBuilder(before.get())
                    .setState(state())
                    .setError(error.orElse(null))
                    .setUpdateTime(now)
                    .build();
        }
        return BulkRun.newBuilder()
                .setJobId(job.getJobId())
                .setState(state())
                .setAttempt(plannedAttempt)
                .setResync(plannedResync)
                .setFiles(tasks == null ? 0 : tasks.size())
                .setLoaded((int) count(task -> task.state == FileTask.State.LOADED))
                .setMissing(missing.size())
                .setQuarantined((int) count(task -> task.state == FileTask.State.QUARANTINED))
                .setRecords(recordsBefore + records)
                .setDeadLetters(deadLettersBefore + deadLetters)
                .setBytes(
                        tasks == null
                                ? 0
                                : tasks.stream().mapToLong(FileTask::bytesDone).sum())
                .setError(error.orElse(null))
                .setUpdateTime(now)
                .build();
    }
}
