package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.market.BulkJob;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;

/** Names of jobs: five letters and digits that are not taken for one another; any beginning that is unique will do. */
final class JobId {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 5;

    private JobId() {}

    static String fresh() {
        return new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(at -> String.valueOf(LETTERS.charAt(at)))
                .collect(Collectors.joining());
    }

    /**
     * The job whose id begins so.
     *
     * @throws IllegalStateException naming the jobs there are, when not exactly one does
     */
    static BulkJob find(Ledger ledger, String beginning) {
        List<BulkJob> found = ledger.jobs().stream()
                .filter(job -> job.getJobId().startsWith(beginning))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        String known = ledger.jobs().stream().map(BulkJob::getJobId).collect(Collectors.joining(", "));
        throw new IllegalStateException("expected a job, found " + (found.isEmpty() ? "none" : found.size())
                + " whose id begins with '" + beginning + "'. There are: " + (known.isEmpty() ? "none" : known));
    }
}
