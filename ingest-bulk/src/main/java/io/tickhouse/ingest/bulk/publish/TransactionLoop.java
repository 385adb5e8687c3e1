package io.tickhouse.ingest.bulk.publish;

import io.tickhouse.ingest.bulk.rows.EncodedRows;
import io.tickhouse.ingest.bulk.rows.Proof;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Sends a file's rows and commits every so often; each commit carries the row to continue with. */
final class TransactionLoop implements EncodedRows.Taker<PublishException.Stopped> {
    /** The clock is looked at once in so many rows. */
    private static final int ROWS_PER_LOOK = 256;

    private final VerifiedFile file;
    private final DatasetProducer producer;
    private final Duration length;
    private final Source source;
    private final Proof.Neighbours neighbours;
    private final Progress progress;
    private final BooleanSupplier leave;
    private Settled settled;
    private long nextRow;
    private long records;
    private long deadLetters;
    private boolean open;
    private long begun;

    /** @param leave true when the file is to be left after the rows sent so far */
    TransactionLoop(
            VerifiedFile file,
            Settled start,
            DatasetProducer producer,
            Duration length,
            Source source,
            Proof.Neighbours neighbours,
            Progress progress,
            BooleanSupplier leave) {
        this.file = file;
        this.settled = start;
        this.nextRow = start.nextRow();
        this.records = start.records();
        this.deadLetters = start.deadLetters();
        this.producer = producer;
        this.length = length;
        this.source = source;
        this.neighbours = neighbours;
        this.progress = progress;
        this.leave = leave;
    }

    @Override
    public void record(byte[] value) throws PublishException.Stopped {
        begin();
        producer.send(value);
        records++;
        next();
    }

    @Override
    public void refused(long line, byte[] bytes, String reason) throws PublishException.Stopped {
        begin();
        producer.refuse(file.fetched().file(), line, bytes, reason);
        deadLetters++;
        next();
    }

    @Override
    public void repeated() throws PublishException.Stopped {
        begin();
        next();
    }

    /** Commits the rest, with the proof if the file is one; it is loaded then. */
    void end() {
        begin();
        Proof.of(file, neighbours, source, Instant.now()).ifPresent(producer::prove);
        commit(BulkFileState.LOADED);
    }

    /** What is committed. */
    Settled settled() {
        return settled;
    }

    private void begin() {
        if (!open) {
            producer.begin();
            open = true;
            begun = System.nanoTime();
        }
    }

    private void next() throws PublishException.Stopped {
        nextRow++;
        if (nextRow % ROWS_PER_LOOK == 0 && nextRow < file.rows()) {
            if (leave.getAsBoolean()) {
                commit(BulkFileState.LOADING);
                throw new PublishException.Stopped(file.fetched().file().path(), settled.nextRow());
            }
            if (System.nanoTime() - begun >= length.toNanos()) {
                commit(BulkFileState.LOADING);
            }
        }
    }

    private void commit(BulkFileState state) {
        Settled pending = new Settled(nextRow, records, deadLetters);
        producer.commit(file.fetched().file(), FileState.of(file, state, pending, Instant.now()));
        open = false;
        long rows = nextRow - settled.nextRow();
        settled = pending;
        progress.committed(file.fetched().file(), rows, settled.nextRow(), file.rows());
    }
}
