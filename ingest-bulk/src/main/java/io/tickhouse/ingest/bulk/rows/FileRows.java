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

    /**
     * Reads the rows of a verified file from a number on, in the order of their times: a file that begins with its newest row is
     * read from its end.
     */
    public <X extends Exception> void read(VerifiedFile file, long fromRow, RowSink<X> sink)
            throws X, ArchiveException {
        if (!file.newestFirst()) {
            read(file.fetched(), fromRow, sink);
            return;
        }
        Lines<X> lines = new Lines<>(file.fetched().file(), fromRow, sink);
        PackedCsv csv = PackedCsv.of(file.fetched(), csvLimit);
        csv.read((number, bytes, from, to) -> {
            lines.begin(bytes, from, to);
            return false;
        });
        csv.readLastLineFirst(file.rows() + lines.headerLines, lines);
    }

    private final class Lines<X extends Exception> implements PackedCsv.Lines<X> {
        private final ArchiveFile file;
        private final long fromRow;
        private final RowSink<X> sink;
        private final Repeats repeats = new Repeats();
        private @Nullable RowReader reader;
        private int headerLines;
        private long next;

        private Lines(ArchiveFile file, long fromRow, RowSink<X> sink) {
            this.file = file;
            this.fromRow = fromRow;
            this.sink = sink;
        }

        /** Learns the layout from the first line. */
        private RowReader begin(byte[] bytes, int from, int to) throws ArchiveException {
            ArchiveVenue.Layout layout = venue.layout(file, new Fields().split(bytes, from, to), reading);
            headerLines = layout.hasHeader() ? 1 : 0;
            reader = layout.reader();
            return layout.reader();
        }

        @Override
        public boolean line(long number, byte[] bytes, int from, int to) throws X, ArchiveException {
            RowReader rows = reader == null ? begin(bytes, from, to) : reader;
            if (number <= headerLines) {
                return true;
            }
            long row = next++;
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
