package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.fetch.PackedCsv;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.market.Source;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a fetched file. The same file and the same {@link Reading} always give the same rows. */
public final class FileRows {
    private final ArchiveVenue venue;
    private final Reading reading;
    private final long csvLimit;

    /** @param csvLimit most bytes a CSV may have */
    public FileRows(ArchiveVenue venue, Reading reading, long csvLimit) {
        this.venue = venue;
        this.reading = reading;
        this.csvLimit = csvLimit;
    }

    /** What the records say they come from. */
    public Source source() {
        return reading.source();
    }

    /**
     * Reads the rows from a number on.
     *
     * @param fromRow rows below are read only to recognise those that repeat them
     * @throws ArchiveException if the packing or the layout is wrong
     */
    public <X extends Exception> void read(FetchedFile fetched, long fromRow, RowSink<X> sink)
            throws X, ArchiveException {
        ArchiveFile file = fetched.file();
        Lines<X> lines = new Lines<>(file, fromRow, sink);
        PackedCsv.of(fetched, csvLimit).read(lines);
        if (lines.reader == null) {
            throw new ArchiveException.UnknownLayout(file.path() + ": " + file.csvName()
                    + ": expected rows, found an empty file. Nothing of it is loaded");
        }
    }

    private final class Lines<X extends Exception> implements PackedCsv.Lines<X> {
        private final ArchiveFile file;
        private final long fromRow;
        private final RowSink<X> sink;
        private final Repeats repeats = new Repeats();
        private @Nullable RowReader reader;
        private long firstRowsLine = 1;

        private Lines(ArchiveFile file, long fromRow, RowSink<X> sink) {
            this.file = file;
            this.fromRow = fromRow;
            this.sink = sink;
        }

        @Override
        public boolean line(long number, byte[] bytes, int from, int to) throws X, ArchiveException {
            RowReader rows = reader;
            if (rows == null) {
                ArchiveVenue.Layout layout = venue.layout(file, new Fields().split(bytes, from, to), reading);
                rows = layout.reader();
                reader = rows;
                if (layout.hasHeader()) {
                    firstRowsLine = 2;
                    return true;
                }
            }
            long row = number - firstRowsLine;
            try {
                rows.read(bytes, from, to);
            } catch (RefusedRow e) {
                return row < fromRow
                        || sink.refused(
                                row, number, Arrays.copyOfRange(bytes, from, to), String.valueOf(e.getMessage()));
            }
            boolean repeat = repeats.isRepeat(rows, bytes, from, to);
            if (row < fromRow) {
                return true;
            }
            return repeat ? sink.repeated(row) : sink.record(row, rows);
        }
    }
}
