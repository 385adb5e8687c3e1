package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import org.jspecify.annotations.Nullable;

/** One file of a job on its way. Everything that changes is guarded by the {@link WorkBoard}. */
final class FileTask {
    /** Where a file is. */
    enum State {
        /** To be fetched, once {@link #notBefore} is over. */
        WAITING,
        FETCHING,
        /** Here and read through, or known to be unreadable. */
        READY,
        PUBLISHING,
        /** All rows are published or refused. */
        LOADED,
        /** It cannot be loaded as it is. */
        QUARANTINED;

        boolean isOver() {
            return this == LOADED || this == QUARANTINED;
        }

        boolean isUnderWay() {
            return this == FETCHING || this == READY || this == PUBLISHING;
        }
    }

    private final JobRun run;
    private final ArchiveFile file;
    private long bytes;
    State state;

    @Nullable
    VerifiedFile verified;
    /** Why it cannot be loaded; empty when nothing is wrong. */
    String refusal = "";

    int failures;
    long notBefore = System.nanoTime();
    /** Rows settled of how many, while it is published. */
    long rowsDone;
    /** Told to leave the file where it is. */
    volatile boolean leaving;

    FileTask(JobRun run, ArchiveFile file, long bytes, State state) {
        this.run = run;
        this.file = file;
        this.bytes = bytes;
        this.state = state;
    }

    JobRun run() {
        return run;
    }

    ArchiveFile file() {
        return file;
    }

    /** Size packed, 0 while it is not known. */
    long bytes() {
        return bytes;
    }

    void verified(VerifiedFile read) {
        verified = read;
        bytes = read.fetched().bytes();
        state = State.READY;
    }

    /** Bytes that are done, as far as rows are. */
    long bytesDone() {
        if (state == State.LOADED) {
            return bytes;
        }
        return verified == null || verified.rows() == 0 ? 0 : (long) ((double) bytes * rowsDone / verified.rows());
    }
}
