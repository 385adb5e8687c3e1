package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobWanted;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that change what users want of jobs. */
public final class Changes {
    private Changes() {}

    private static String want(BulkJob job, BulkJobWanted wanted, JobBook book, String said)
            throws InterruptedException {
        book.write(BulkJob.newBuilder(job).setWanted(wanted).build());
        return said;
    }

    /** {@code ingest-bulk pause}. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Stops loading jobs until they are resumed; what is published stays, down to the row.")
    public static final class Pause extends ChangeCommand {
        @Override
        String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException {
            return want(job, BulkJobWanted.PAUSE, book, "is to pause");
        }
    }

    /** {@code ingest-bulk resume}. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Goes on with jobs that are paused or cancelled, at the row where they were left.")
    public static final class Resume extends ChangeCommand {
        @Override
        String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException {
            return want(job, BulkJobWanted.RUN, book, "is to go on");
        }
    }

    /** {@code ingest-bulk cancel}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Gives jobs up; what is published stays. 'resume' takes them up again.")
    public static final class Cancel extends ChangeCommand {
        @Override
        String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException {
            return want(job, BulkJobWanted.CANCEL, book, "is to be given up");
        }
    }

    /** {@code ingest-bulk remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Takes jobs off the list, and gives them up if they run. Which files are loaded stays known.")
    public static final class Remove extends ChangeCommand {
        @Override
        String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException {
            book.remove(job.getJobId());
            return "is removed";
        }
    }

    /** {@code ingest-bulk retry}. */
    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Tries again what jobs have set aside, and asks again for what the archive did not have.")
    public static final class Retry extends ChangeCommand {
        @Override
        String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException {
            book.write(BulkJob.newBuilder(job)
                    .setAttempt(job.getAttempt() + 1)
                    .setWanted(BulkJobWanted.RUN)
                    .build());
            return "is to be tried again";
        }
    }

    /** {@code ingest-bulk resync}. */
    @Command(
            name = "resync",
            mixinStandardHelpOptions = true,
            description =
                    "Compares the checksums of jobs' loaded files with the archive and loads those that were published"
                            + " anew. Tables hold each trade once by its id.")
    public static final class Resync extends ChangeCommand {
        @Override
        String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException {
            book.write(BulkJob.newBuilder(job)
                    .setResync(job.getResync() + 1)
                    .setWanted(BulkJobWanted.RUN)
                    .build());
            return "is to be compared with the archive";
        }
    }

    /** {@code ingest-bulk move}. */
    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description = "Moves jobs in the list by one place, which changes what is loaded first.")
    public static final class Move extends ChangeCommand {
        @ArgGroup(multiplicity = "1")
        @SuppressWarnings("NullAway.Init") // required
        private Direction direction;

        static final class Direction {
            @Option(names = "--up", description = "To be loaded earlier.")
            private boolean up;

            @Option(names = "--down", description = "To be loaded later.")
            @SuppressWarnings("UnusedVariable") // not up is down; picocli sets it
            private boolean down;
        }

        @Override
        String change(BulkJob job, Ledger ledger, JobBook book) throws InterruptedException {
            List<BulkJob> all = ledger.jobs();
            int at = all.indexOf(job);
            int to = direction.up ? at - 1 : at + 1;
            if (to < 0 || to >= all.size()) {
                return "is " + (direction.up ? "first" : "last") + " already";
            }
            BulkJob other = all.get(to);
            book.write(BulkJob.newBuilder(job).setRank(other.getRank()).build());
            book.write(BulkJob.newBuilder(other).setRank(job.getRank()).build());
            return "changes places with " + other.getJobId();
        }
    }
}
