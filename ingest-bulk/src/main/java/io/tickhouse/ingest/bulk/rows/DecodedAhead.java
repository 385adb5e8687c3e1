package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.decode.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A file's rows, read by a thread of their own some thousand ahead of the one that takes them: reading costs about as much as
 * sending, and neither should wait for the other.
 */
final class DecodedAhead implements EncodedRows {
    private static final int ROWS = 1_024;
    private static final int CHUNKS = 4;

    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final Thread reader;

    /**
     * Begins to read.
     *
     * @param fromRow rows below are not given
     */
    DecodedAhead(FileRows rows, VerifiedFile file, long fromRow) {
        this.reader = Thread.ofPlatform().name("bulk-decode").start(() -> read(rows, file, fromRow));
    }

    /** One row: its record, or else why it has none; neither when it repeats another. */
    private record Row(byte @Nullable [] value, @Nullable Refusal refusal) {}

    private record Refusal(long line, byte[] bytes, String reason) {}

    /** Some rows, and after the last of them what ended the reading. */
    private record Chunk(
            List<Row> rows, boolean last, @Nullable Throwable failure) {}

    private void read(FileRows rows, VerifiedFile file, long fromRow) {
        Collecting collecting = new Collecting();
        Throwable failure = null;
        try {
            rows.read(file, fromRow, collecting);
        } catch (InterruptedException e) {
            return; // nobody takes them any more
        } catch (ArchiveException | RuntimeException | Error e) {
            failure = e;
        }
        try {
            chunks.put(new Chunk(collecting.rows, true, failure));
        } catch (InterruptedException e) {
            // nobody takes them any more
        }
    }

    @Override
    public <X extends Exception> void forEach(Taker<X> taker) throws X, ArchiveException, InterruptedException {
        for (boolean more = true; more; ) {
            Chunk chunk = chunks.take();
            for (Row row : chunk.rows()) {
                give(row, taker);
            }
            more = !chunk.last();
            Throwable failure = chunk.failure();
            if (failure instanceof ArchiveException e) {
                throw e;
            }
            if (failure != null) {
                throw new IllegalStateException("a file's rows could not be read: " + failure, failure);
            }
        }
    }

    private static <X extends Exception> void give(Row row, Taker<X> taker) throws X {
        byte[] value = row.value();
        Refusal refusal = row.refusal();
        if (value != null) {
            taker.record(value);
        } else if (refusal != null) {
            taker.refused(refusal.line(), refusal.bytes(), refusal.reason());
        } else {
            taker.repeated();
        }
    }

    /** Ends the reading, if it has not ended. */
    @Override
    public void close() {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Collecting implements RowSink<InterruptedException> {
        private List<Row> rows = new ArrayList<>(ROWS);

        @Override
        public boolean record(long row, RowReader read) throws InterruptedException {
            return add(new Row(read.value(), null));
        }

        @Override
        public boolean repeated(long row) throws InterruptedException {
            return add(new Row(null, null));
        }

        @Override
        public boolean refused(long row, long line, byte[] bytes, String reason) throws InterruptedException {
            return add(new Row(null, new Refusal(line, bytes, reason)));
        }

        private boolean add(Row row) throws InterruptedException {
            rows.add(row);
            if (rows.size() == ROWS) {
                chunks.put(new Chunk(rows, false, null));
                rows = new ArrayList<>(ROWS);
            }
            return true;
        }
    }
}
