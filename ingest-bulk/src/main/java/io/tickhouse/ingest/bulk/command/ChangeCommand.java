package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.market.BulkJob;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that changes what users want of jobs; a runner takes it up within seconds. */
abstract class ChangeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", arity = "1..*", description = "The jobs' ids or how they begin.")
    private List<String> jobs = List.of();

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        return ServiceRunner.run(
                new LedgerService(
                        (workshop, ledger, book) -> {
                            List<BulkJob> found = jobs.stream()
                                    .map(id -> JobId.find(ledger, id))
                                    .toList();
                            for (BulkJob job : found) {
                                System.out.println("job " + job.getJobId() + ' ' + change(job, ledger, book));
                            }
                            return ExitCodes.OK;
                        },
                        System.err),
                options);
    }

    /**
     * Changes a job.
     *
     * @return what is said of it, behind its id
     */
    abstract String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException;
}
