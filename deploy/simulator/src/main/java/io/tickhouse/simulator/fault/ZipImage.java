package io.tickhouse.simulator.fault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A ZIP of one CSV, in memory, open to be spoilt. */
public final class ZipImage {
    private final String name;
    private final byte[] csv;
    private final LocalDate date;

    /**
     * An image from its parts.
     *
     * @param name of the entry, as it is to stand in the ZIP
     * @param date the entry's time stamp is this day's midnight
     */
    public ZipImage(String name, byte[] csv, LocalDate date) {
        this.name = name;
        this.csv = csv;
        this.date = date;
    }

    /** The entry's name as it stands in the ZIP. */
    public String name() {
        return name;
    }

    /** The CSV's bytes, not a copy. */
    public byte[] csv() {
        return csv;
    }

    /** An entry stamped with the day's midnight, so that the same rows make the same bytes at any hour and place. */
    public static ZipEntry entry(String name, LocalDate date) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(date.atStartOfDay());
        return entry;
    }

    /**
     * The ZIP's first entry.
     *
     * @throws IllegalArgumentException when the bytes are not a readable ZIP with an entry
     */
    public static ZipImage read(byte[] zip) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry = in.getNextEntry();
            if (entry == null) {
                throw new IllegalArgumentException("expected a ZIP with an entry, found none in " + zip.length
                        + " bytes: apply a truncation after the other defects");
            }
            return new ZipImage(
                    entry.getName(), in.readAllBytes(), entry.getTimeLocal().toLocalDate());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected a readable ZIP, found a damaged one: apply a truncation after the other defects", e);
        }
    }

    /** The ZIP with its one entry. */
    public byte[] zipped() {
        return zipped(List.of(this));
    }

    static byte[] zipped(List<ZipImage> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipImage entry : entries) {
                out.putNextEntry(entry(entry.name, entry.date));
                out.write(entry.csv);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing a ZIP into memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    ZipImage withName(String newName) {
        return new ZipImage(newName, csv, date);
    }

    ZipImage withCsv(byte[] newCsv) {
        return new ZipImage(name, newCsv, date);
    }
}
