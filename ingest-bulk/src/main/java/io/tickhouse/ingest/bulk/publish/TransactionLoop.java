package io.tickhouse.ingest.bulk.publish;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.rows.RowSink;
import io.tickhouse.ingest.bulk.rows.VerifiedFile;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.Trade;
import io.tickhouse.service.StopSignal;
import java.time.Duration;
import java.time.Instant;

/** Sends a file's rows and commits every so often; each commit carries the row to continue with. */
final class TransactionLoop implements RowSink<PublishException.Stopped> {
    /** The clock is looked at once in so many rows. */
    private static final int ROWS_PER_LOOK = 256;

    private final VerifiedFile file;
    private final HistoryProducer producer;
    private final Duration length;
    private final Progress progress;
    private final StopSignal stop;
    private Settled settled;
    private Settled pending;
    private boolean open;
    private long begun;

    TransactionLoop(
            VerifiedFile file,
            Settled start,
            HistoryProducer producer,
            Duration length,
            Progress progress,
            StopSignal stop) {
        this.file = file;
        this.settled = start;
        this.pending = start;
        this.producer = producer;
        this.length = length;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * How far the file is.
     *
     * @param nextRow rows below are done
     * @param records of those published
     * @param deadLetters of those refused
     */
    record Settled(long nextRow, long records, long deadLetters) {}

    @Override
    public boolean record(long row, Trade trade) throws PublishException.Stopped {
        begin();
        producer.send(trade);
        pending = new Settled(row + 1, pending.records + 1, pending.deadLetters);
        return next();
    }

    @Override
    public boolean refused(long row, long line, byte[] bytes, String reason) throws PublishException.Stopped {
        begin();
        producer.refuse(line, bytes, reason);
        pending = new Settled(row + 1, pending.records, pending.deadLetters + 1);
        return next();
    }

    /** Commits the rest; the file is loaded then. */
    void end() {
        begin();
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

    private boolean next() throws PublishException.Stopped {
        if (pending.nextRow % ROWS_PER_LOOK == 0 && pending.nextRow < file.rows()) {
            if (stop.isStopping()) {
                commit(BulkFileState.LOADING);
                throw new PublishException.Stopped(file.fetched().file().path(), settled.nextRow);
            }
            if (System.nanoTime() - begun >= length.toNanos()) {
                commit(BulkFileState.LOADING);
            }
        }
        return true;
    }

    private void commit(BulkFileState state) {
        ArchiveFile about = file.fetched().file();
        producer.commit(new BulkFile(
                about.venue().name(),
                about.symbol(),
                about.dataType(),
                about.path(),
                file.fetched().checksum(),
                state,
                pending.nextRow,
                pending.records,
                pending.deadLetters,
                Instant.now()));
        open = false;
        long rows = pending.nextRow - settled.nextRow;
        settled = pending;
        progress.committed(about, rows, settled.nextRow, file.rows());
    }
}
