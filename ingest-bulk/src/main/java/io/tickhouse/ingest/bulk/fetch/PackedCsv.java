package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.BadZip;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooLarge;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.ArchiveFile.Packaging;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The one CSV in a packed file, read line by line in constant memory. Nothing is ever written by an entry's name. */
public final class PackedCsv {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ArchiveFile file;
    private final Path packed;
    private final long limit;

    private PackedCsv(ArchiveFile file, Path packed, long limit) {
        this.file = file;
        this.packed = packed;
        this.limit = limit;
    }

    /** @param limit most bytes the CSV may have */
    public static PackedCsv of(FetchedFile fetched, long limit) {
        return new PackedCsv(fetched.file(), fetched.path(), limit);
    }

    /** Takes the lines. */
    public interface Lines<X extends Exception> {
        /**
         * One line.
         *
         * @param number counts from 1
         * @param bytes holds the line; overwritten after the call
         * @return false to hear no more
         */
        boolean line(long number, byte[] bytes, int from, int to) throws X, ArchiveException;
    }

    /**
     * Reads the CSV to its end, its size and CRC verified there.
     *
     * @throws ArchiveException if the ZIP is not exactly what the archive promises
     */
    public <X extends Exception> void read(Lines<X> lines) throws X, ArchiveException {
        try {
            switch (file.packaging()) {
                case Packaging.Zip(String entry) -> unzip(entry, lines);
                case Packaging.Gzip _ -> gunzip(lines);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BadZip(
                    file.path() + ": expected a whole file, found a damaged one: " + e.getMessage()
                            + ". Nothing of it is loaded; tell whoever publishes the archive",
                    e);
        }
    }

    /**
     * Reads the CSV from its last line to its first. It is unpacked for that, beside the packed file, and removed afterwards.
     *
     * @param count how many lines it has, as {@link #read} has counted them
     */
    public <X extends Exception> void readLastLineFirst(long count, Lines<X> lines) throws X, ArchiveException {
        Path csv = packed.resolveSibling(packed.getFileName() + ".csv");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(csv), BUFFER_BYTES)) {
                this.<ArchiveException>read((number, bytes, from, to) -> {
                    write(out, bytes, from, to);
                    return true;
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            new LastLineFirst(file, csv, count).read(lines);
            Files.delete(csv);
        } catch (IOException e) {
            throw new Unreachable(csv + ": cannot be written or read: " + e.getMessage(), e);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int from, int to) {
        try {
            out.write(bytes, from, to - from);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <X extends Exception> void unzip(String entryName, Lines<X> lines) throws IOException, X, ArchiveException {
        try (ZipFile opened = new ZipFile(packed.toFile())) {
            ZipEntry entry = onlyEntry(opened, entryName);
            CRC32 crc = new CRC32();
            try (InputStream in = new CheckedInputStream(opened.getInputStream(entry), crc)) {
                LineReader reader = new LineReader(file, in, limit);
                if (reader.read(lines)) {
                    verifyEnd(entry, reader.bytes(), crc.getValue());
                }
            }
        }
    }

    /** Its end holds size and CRC, which the stream verifies by itself. */
    private <X extends Exception> void gunzip(Lines<X> lines) throws IOException, X, ArchiveException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), BUFFER_BYTES)) {
            new LineReader(file, in, limit).read(lines);
        }
    }

    private ZipEntry onlyEntry(ZipFile opened, String entryName) throws BadZip, TooLarge {
        if (opened.size() != 1) {
            throw new BadZip(file.path() + ": expected exactly one entry, " + entryName + ", found " + opened.size()
                    + ". Nothing of it is loaded");
        }
        ZipEntry entry = opened.entries().nextElement();
        if (!entry.getName().equals(entryName)) {
            throw new BadZip(file.path() + ": expected the entry " + entryName + ", found '" + entry.getName() + "'"
                    + what(entry.getName()) + ". Nothing of it is loaded");
        }
        if (entry.getSize() > limit) {
            throw LineReader.tooLarge(file, limit);
        }
        return entry;
    }

    private static String what(String name) {
        if (name.contains("..") || name.startsWith("/") || name.contains("\\")) {
            return ", which climbs out of the archive";
        }
        return name.endsWith(".zip") ? ", an archive in the archive" : "";
    }

    private void verifyEnd(ZipEntry entry, long bytes, long crc) throws BadZip {
        if (entry.getSize() >= 0 && entry.getSize() != bytes) {
            throw new BadZip(file.path() + ": " + file.csvName() + ": expected " + entry.getSize() + " bytes, found "
                    + bytes + ". Nothing of it is loaded");
        }
        if (entry.getCrc() >= 0 && entry.getCrc() != crc) {
            throw new BadZip(file.path() + ": " + file.csvName() + ": expected CRC " + Long.toHexString(entry.getCrc())
                    + ", found " + Long.toHexString(crc) + ". Nothing of it is loaded");
        }
    }
}
