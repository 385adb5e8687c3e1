package io.tickhouse.ingest.bulk.command;

import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobState;
import io.tickhouse.market.BulkRun;
import java.util.Locale;
import java.util.Optional;

/** A job's state in a word: what was seen of it, or what is wanted as long as no runner has taken that up. */
final class JobStates {
    private JobStates() {}

    static String now(BulkJob job, Optional<BulkRun> run) {
        BulkJobState seen = run.map(BulkRun::getState).orElse(BulkJobState.UNKNOWN);
        boolean current = run.filter(one -> one.getAttempt() == job.getAttempt() || one.getAttempt() == 0)
                .filter(one -> one.getResync() == job.getResync())
                .isPresent();
        return switch (job.getWanted()) {
            case PAUSE -> seen == BulkJobState.RUNNING ? "pausing" : "paused";
            case CANCEL -> seen == BulkJobState.RUNNING ? "cancelling" : "cancelled";
            case RUN, UNKNOWN ->
                switch (seen) {
                    case UNKNOWN, PAUSED, CANCELLED -> "queued";
                    case PLANNING, RUNNING -> seen.name().toLowerCase(Locale.ROOT);
                    case DONE, FAILED, FOLLOWING -> current ? seen.name().toLowerCase(Locale.ROOT) : "queued";
                };
        };
    }
}
