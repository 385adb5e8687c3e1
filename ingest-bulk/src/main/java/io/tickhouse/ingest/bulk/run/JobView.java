package io.tickhouse.ingest.bulk.run;

import java.util.List;
import java.util.Locale;

/**
 * A job as the display sees it.
 *
 * @param bytes size of its files, packed
 * @param bytesDone of these those whose rows are settled
 * @param rowsNow rows settled by this runner
 */
record JobView(
        String id,
        String title,
        String state,
        boolean isRunning,
        long files,
        long loaded,
        long missing,
        long aside,
        long records,
        long bytes,
        long bytesDone,
        long rowsNow,
        String trouble) {

    static JobView of(JobRun run) {
        List<FileTask> tasks = run.tasks == null ? List.of() : run.tasks;
        String symbols = String.join(",", run.job.getSymbols());
        return new JobView(
                run.job.getJobId(),
                run.job.getJobId()
                        + ' '
                        + run.job.getVenue()
                        + ' '
                        + (symbols.length() <= 16 ? symbols : symbols.substring(0, 15) + '…'),
                run.state().name().toLowerCase(Locale.ROOT),
                run.isWanted() && !run.isSettled(),
                tasks.size(),
                run.count(task -> task.state == FileTask.State.LOADED),
                run.missing.size(),
                run.count(task -> task.state == FileTask.State.QUARANTINED),
                run.recordsBefore + run.records,
                tasks.stream().mapToLong(FileTask::bytes).sum(),
                tasks.stream().mapToLong(FileTask::bytesDone).sum(),
                tasks.stream().mapToLong(task -> task.rowsDone).sum(),
                run.error.orElse(""));
    }

    /** Its numbers in words, and what is wrong with it. */
    String words() {
        String numbers = String.format(Locale.ROOT, "%,d/%,d files, %,d records%s", loaded, files, records, lacking());
        return numbers + (trouble.isEmpty() ? "" : ", " + troubleWords());
    }

    /** What is wrong with it; empty when nothing is. */
    String troubleWords() {
        return trouble.isEmpty() ? "" : "trouble: " + trouble;
    }

    /** The words that stand beside a bar, which needs the room. */
    String fewWords() {
        return String.format(
                Locale.ROOT,
                "%,d/%,d files%s%s",
                loaded,
                files,
                lacking(),
                state.equals("running") ? "" : ", " + state);
    }

    private String lacking() {
        return (missing > 0 ? String.format(Locale.ROOT, ", %,d missing", missing) : "")
                + (aside > 0 ? String.format(Locale.ROOT, ", %,d set aside", aside) : "");
    }
}
