package io.tickhouse.ingest.bulk.delete;

import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.job.JobScope;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobWanted;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be deleted.
 *
 * @param days all of each dataset
 */
record Deletion(List<Dataset> datasets, Period days) {
    Deletion {
        datasets = List.copyOf(datasets);
    }

    /**
     * Why it cannot be, if so: jobs that would load the days again, and files that hold other days too.
     *
     * @param jobs all
     * @param files all that were loaded
     */
    List<String> reasonsAgainst(List<BulkJob> jobs, List<BulkFile> files) {
        List<String> reasons = new ArrayList<>();
        for (Dataset dataset : datasets) {
            for (BulkJob job : jobs) {
                if (job.getWanted() == BulkJobWanted.RUN
                        && JobScope.covers(
                                job,
                                dataset.venue().name(),
                                dataset.symbol(),
                                dataset.series().label(),
                                days)) {
                    reasons.add("job " + job.getJobId() + " loads " + dataset
                            + " of these days, and would again; pause, cancel or remove it first");
                }
            }
            for (BulkFile file : filesOf(dataset, files)) {
                Period period = Period.parse(String.valueOf(file.getPeriod()));
                if (!days.contains(period.first()) || !days.contains(period.last())) {
                    reasons.add(dataset + " was loaded from " + file.getFile() + ", a file of all days from "
                            + period.first() + " to " + period.last() + "; delete them together");
                }
            }
        }
        return reasons.stream().distinct().toList();
    }

    /** Those of the files that have rows of the dataset's days. */
    List<BulkFile> filesOf(Dataset dataset, List<BulkFile> files) {
        return files.stream()
                .filter(file -> file.getPeriod() != null
                        && file.getVenue().equals(dataset.venue().name())
                        && file.getSymbol().equals(dataset.symbol())
                        && file.getDataType().equals(dataset.series().label())
                        && Period.parse(file.getPeriod()).overlaps(days))
                .toList();
    }
}
