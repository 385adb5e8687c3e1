package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.ingest.bulk.decode.TradeDecoder;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.fetch.ZippedCsv;
import io.tickhouse.ingest.bulk.venue.binance.TradeLayouts;
import io.tickhouse.ingest.bulk.venue.binance.TradeLayouts.Layout;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the trades of a fetched file. The same file and the same {@link Reading} always give the same rows. */
public final class TradeRows {
    private final Reading reading;

    public TradeRows(Reading reading) {
        this.reading = reading;
    }

    /**
     * How files are read, the same for all of a load.
     *
     * @param source what the records say they come from
     * @param now no trade may be more than a day later
     * @param csvLimit most bytes a CSV may have
     */
    public record Reading(Source source, Instant now, long csvLimit) {}

    /**
     * Reads the rows from a number on.
     *
     * @param fromRow rows below are skipped unread
     * @throws ArchiveException if the ZIP or the layout is wrong
     */
    public <X extends Exception> void read(FetchedFile fetched, long fromRow, RowSink<X> sink)
            throws X, ArchiveException {
        ArchiveFile file = fetched.file();
        Lines<X> lines = new Lines<>(file, fromRow, sink);
        new ZippedCsv(file, fetched.zip(), reading.csvLimit()).read(lines);
        if (lines.decoder == null) {
            throw new ArchiveException.UnknownLayout(file.path() + ": " + file.entry()
                    + ": expected rows, found an empty file. Nothing of it is loaded");
        }
    }

    private final class Lines<X extends Exception> implements ZippedCsv.Lines<X> {
        private final ArchiveFile file;
        private final long fromRow;
        private final RowSink<X> sink;
        private @Nullable TradeDecoder decoder;
        private long firstRowsLine = 1;

        private Lines(ArchiveFile file, long fromRow, RowSink<X> sink) {
            this.file = file;
            this.fromRow = fromRow;
            this.sink = sink;
        }

        @Override
        public boolean line(long number, byte[] bytes, int from, int to) throws X, ArchiveException {
            TradeDecoder decoding = decoder;
            if (decoding == null) {
                Layout layout = TradeLayouts.of(file, bytes, from, to);
                decoding = new TradeDecoder(
                        layout.columns(), file.venue(), file.symbol(), reading.source(), reading.now());
                decoder = decoding;
                if (layout.hasHeader()) {
                    firstRowsLine = 2;
                    return true;
                }
            }
            long row = number - firstRowsLine;
            if (row < fromRow) {
                return true;
            }
            Trade trade;
            try {
                trade = decoding.decode(bytes, from, to);
            } catch (RefusedRow e) {
                return sink.refused(row, number, Arrays.copyOfRange(bytes, from, to), String.valueOf(e.getMessage()));
            }
            return sink.record(row, trade);
        }
    }
}
