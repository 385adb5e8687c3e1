package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.plan.Plan;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobState;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.BulkRun;
import io.tickhouse.service.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the board in step with what users want, has new jobs planned, and tells the ledger what becomes of them. It may be
 * killed at any moment: everything it needs to go on is in the ledger.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration TURN = Duration.ofMillis(200);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Set<BulkJobState> ENDED =
            Set.of(BulkJobState.DONE, BulkJobState.FAILED, BulkJobState.CANCELLED);

    private final WorkBoard board;
    private final Ledger ledger;
    private final JobBook book;
    private final Planning planning;
    private final Function<JobRun, ArchiveAccess> accesses;
    private final Duration followEvery;
    private final Duration failedPlanAfter;
    private final Map<String, BulkRun> reported = new HashMap<>();
    private final Map<String, Long> reportedAt = new HashMap<>();
    private final Map<String, Long> planAgainAt = new HashMap<>();

    /**
     * @param followEvery how often new days are looked for
     * @param failedPlanAfter wait before a job that could not be planned is planned again
     */
    Runner(
            WorkBoard board,
            Ledger ledger,
            JobBook book,
            Planning planning,
            Function<JobRun, ArchiveAccess> accesses,
            Duration followEvery,
            Duration failedPlanAfter) {
        this.board = board;
        this.ledger = ledger;
        this.book = book;
        this.planning = planning;
        this.accesses = accesses;
        this.followEvery = followEvery;
        this.failedPlanAfter = failedPlanAfter;
    }

    /** What the caller decides. */
    interface Turn {
        /** Called again and again; false ends the run. */
        boolean next() throws Exception;
    }

    /** Runs until the turn or the stop signal ends it. */
    void run(Turn turn, StopSignal stop) throws Exception {
        do {
            sync();
            plan();
            report(false);
        } while (turn.next() && !stop.await(TURN));
    }

    /** True when no job has anything left to do now or later. */
    boolean isAllDone() {
        return board.look(
                runs -> runs.stream().allMatch(run -> !run.isWanted() || (run.isSettled() && !run.isFollowing())));
    }

    private void sync() {
        List<BulkJob> jobs = ledger.jobs();
        Set<String> ids = jobs.stream().map(BulkJob::getJobId).collect(Collectors.toSet());
        board.change(runs -> {
            for (BulkJob job : jobs) {
                JobRun known = runs.get(job.getJobId());
                if (known != null) {
                    known.job = job;
                } else if (!isOver(job)) {
                    runs.put(job.getJobId(), new JobRun(job));
                }
            }
            runs.keySet().retainAll(ids);
        });
        // files of jobs that are paused or gone: what is here of them is given back
        board.takeBackUnwanted().forEach(work -> FileWork.discard(accesses.apply(work.run()), work.file()));
    }

    /** Whether an earlier runner has seen the job to its end. */
    private boolean isOver(BulkJob job) {
        return ledger.run(job.getJobId())
                .filter(run -> run.getAttempt() == job.getAttempt() && run.getResync() == job.getResync())
                .filter(run -> ENDED.contains(run.getState()))
                .filter(run -> (run.getState() == BulkJobState.CANCELLED) == (job.getWanted() == BulkJobWanted.CANCEL))
                .isPresent();
    }

    /** Plans the first job that needs it; one a turn, so that other orders are heard between. */
    private void plan() throws InterruptedException {
        long now = System.nanoTime();
        Optional<JobRun> next = board.look(runs -> runs.stream()
                .filter(JobRun::isWanted)
                .filter(run -> run.needsPlan() || (run.isFollowing() && run.isSettled()))
                .filter(run -> now - planAgainAt.getOrDefault(plan(run.job), now) >= 0)
                .findFirst());
        if (next.isEmpty()) {
            return;
        }
        JobRun run = next.get();
        BulkJob job = run.job;
        planAgainAt.put(plan(job), now + followEvery.toNanos());
        try {
            ArchiveAccess access = accesses.apply(run);
            Plan plan = planning.of(job, access.venue(), access.archive(), access.fetcher());
            boolean compare = job.getResync() > seenResync(job);
            List<ArchiveFile> changed = compare ? planning.changed(plan, access.fetcher()) : List.of();
            boolean retried = run.plannedAttempt > 0 || job.getAttempt() > seenAttempt(job);
            board.change(runs -> run.plan(job, plan, changed, ledger::file, retried));
            LOG.atInfo()
                    .addKeyValue("job", job.getJobId())
                    .addKeyValue("files", plan.files().size())
                    .addKeyValue("to_load", plan.filesToLoad())
                    .addKeyValue("missing", plan.missing().size())
                    .log("planned");
        } catch (ArchiveException | IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("job", job.getJobId()).log("cannot be planned; trying again: {}", e.getMessage());
            planAgainAt.put(plan(job), now + failedPlanAfter.toNanos());
            board.change(runs -> run.error = Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static String plan(BulkJob job) {
        return job.getJobId() + ':' + job.getAttempt() + ':' + job.getResync();
    }

    private int seenAttempt(BulkJob job) {
        return ledger.run(job.getJobId()).map(BulkRun::getAttempt).orElse(0);
    }

    private int seenResync(BulkJob job) {
        return ledger.run(job.getJobId()).map(BulkRun::getResync).orElse(0);
    }

    /** Tells the ledger what has changed, of a job about once a second unless its state is another. */
    void report(boolean now) throws InterruptedException {
        for (BulkRun run : board.look(runs -> runs.stream()
                .map(one -> one.report(ledger.run(one.job.getJobId()), Instant.now()))
                .toList())) {
            String job = run.getJobId();
            BulkRun last = reported.get(job);
            boolean changed = last == null
                    || !BulkRun.newBuilder(run)
                            .setUpdateTime(last.getUpdateTime())
                            .build()
                            .equals(last);
            boolean otherState = last == null || last.getState() != run.getState();
            long at = System.nanoTime();
            if (changed && (now || otherState || at - reportedAt.getOrDefault(job, at) >= REPORT_NANOS)) {
                book.write(run);
                reported.put(job, run);
                reportedAt.put(job, at);
            }
        }
    }
}
