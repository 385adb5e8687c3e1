package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which column of a file is what: by name where the file has a header, by position where it has none. A header may have
 * columns that are new to us as long as it has all we know; without a header the number of columns must be the known one.
 */
public final class Columns {
    private final boolean hasHeader;
    private final List<String> names;

    private Columns(boolean hasHeader, List<String> names) {
        this.hasHeader = hasHeader;
        this.names = names.stream().map(Columns::plain).toList();
    }

    /**
     * The columns of files with or without a header: a first line that begins with a digit is a row.
     *
     * @param known names in the order of files without a header
     * @throws UnknownLayout showing the line, if it is neither a row of as many columns nor a header with all the names
     */
    public static Columns of(ArchiveFile file, Fields firstLine, List<String> known) throws UnknownLayout {
        if (!firstLine.beginsWithDigit()) {
            return named(file, firstLine, known);
        }
        if (firstLine.count() != known.size()) {
            throw unknown(
                    file, firstLine, known, known.size() + " columns", "a row of " + firstLine.count() + " columns");
        }
        return new Columns(false, known);
    }

    /**
     * The columns of files that always have a header.
     *
     * @param known names that are needed
     * @throws UnknownLayout showing the line, if it is no header with all of them
     */
    public static Columns named(ArchiveFile file, Fields firstLine, List<String> known) throws UnknownLayout {
        if (firstLine.count() > Fields.MOST) {
            throw unknown(file, firstLine, known, "a header", firstLine.count() + " columns");
        }
        Columns found = new Columns(
                true,
                IntStream.range(0, firstLine.count()).mapToObj(firstLine::text).toList());
        List<String> missing = known.stream()
                .filter(name -> Collections.frequency(found.names, plain(name)) != 1)
                .toList();
        if (!missing.isEmpty()) {
            throw unknown(
                    file,
                    firstLine,
                    known,
                    "a header that names each once",
                    "one without " + String.join(", ", missing));
        }
        return found;
    }

    /** Whether the first line names the columns and is no row. */
    public boolean hasHeader() {
        return hasHeader;
    }

    /** One of the known columns. */
    public Column of(String name) {
        int index = names.indexOf(plain(name));
        if (index < 0) {
            throw new IllegalArgumentException("no column " + name + " in " + names);
        }
        return new Column(index, name);
    }

    /**
     * Verifies that a row has as many columns as its file.
     *
     * @throws RefusedRow if it has another number
     */
    public void requireAll(Fields row) throws RefusedRow {
        if (row.count() != names.size()) {
            throw new RefusedRow("expected " + names.size() + " columns, found " + row.count());
        }
    }

    /** Archives spell the same name in several ways: {@code isBuyerMaker}, {@code is_buyer_maker}. */
    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static UnknownLayout unknown(
            ArchiveFile file, Fields line, List<String> known, String expected, String found) {
        return new UnknownLayout(file.path() + ", line 1: expected " + expected + " (" + String.join(", ", known)
                + "), found " + found + ": '" + line.shown()
                + "'. The layout is not known; nothing of the file is loaded");
    }
}
