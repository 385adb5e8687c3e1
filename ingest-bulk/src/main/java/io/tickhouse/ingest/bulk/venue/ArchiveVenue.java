package io.tickhouse.ingest.bulk.venue;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.schemas.market.Venue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/** One product's part of a venue's bulk archive: where its files lie and how their lines read. Touches no network. */
public interface ArchiveVenue {
    Venue venue();

    /** Address of the public archive, without a slash at its end. */
    String publicUrl();

    /** How the archive tells which symbols it has. */
    Listing listing();

    /** Whether the archive has such a series at all, for any symbol and time. */
    boolean has(Series series);

    /**
     * The symbol in the venue's own spelling, if it can be one: it becomes part of paths.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    String symbol(String text);

    /** Folder, with {@code /} at its end, whose sub-folders are the symbols that have the type. */
    String symbolsFolder(DataType type);

    /** A day's file; empty where the series has none a day. */
    Optional<ArchiveFile> day(Dataset dataset, LocalDate day);

    /** A month's file; empty where the series has none a month, or where the month's is known to be worse than its days'. */
    Optional<ArchiveFile> month(Dataset dataset, YearMonth month);

    /**
     * How to read a file, by its first line.
     *
     * @throws UnknownLayout showing the line, if it is of no layout known for that file
     */
    Layout layout(ArchiveFile file, Fields firstLine, Reading reading) throws UnknownLayout;

    /**
     * A file's layout.
     *
     * @param hasHeader true when the first line names the columns and is no row
     */
    record Layout(boolean hasHeader, RowReader reader) {}

    /** Ways in which archives list their folders. */
    sealed interface Listing {
        /**
         * Amazon's S3 protocol, version 2.
         *
         * @param publicUrl address of the bucket when the files' own address does not list
         */
        record S3(String publicUrl) implements Listing {}

        /** An HTML page of links for each folder. */
        record Html() implements Listing {}
    }
}
