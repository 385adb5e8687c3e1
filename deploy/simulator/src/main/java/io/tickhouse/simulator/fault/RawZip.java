package io.tickhouse.simulator.fault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;

/**
 * A ZIP written field by field, so that the fields can lie; the JDK's own writer insists on true ones. Source: PKWARE
 * APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class RawZip {
    private static final int DEFLATED = 8;
    private static final int UTF_8_NAMES = 1 << 11;
    private static final int VERSION = 20;
    private static final int LOCAL_HEADER = 30;
    private static final int CENTRAL_HEADER = 46;
    private static final int END = 22;

    private RawZip() {}

    /**
     * An entry as its headers tell of it.
     *
     * @param deflated the data
     * @param crc said to be that of the content
     * @param size said to be that of the content, below 4 GiB
     */
    record Entry(String name, byte[] deflated, long crc, long size) {
        /** An honest one. */
        static Entry of(String name, byte[] content) {
            CRC32 crc = new CRC32();
            crc.update(content);
            return new Entry(name, deflate(new ByteArrayInputStream(content)), crc.getValue(), content.length);
        }

        Entry withCrc(long other) {
            return new Entry(name, deflated, other, size);
        }

        Entry withSize(long other) {
            return new Entry(name, deflated, crc, other);
        }
    }

    static byte[] deflate(InputStream content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (InputStream in = new DeflaterInputStream(content, deflater)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        } finally {
            deflater.end();
        }
    }

    static byte[] of(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            int offset = out.size();
            out.writeBytes(localHeader(entry, name));
            out.writeBytes(name);
            out.writeBytes(entry.deflated());
            directory.writeBytes(centralHeader(entry, name, offset));
            directory.writeBytes(name);
        }
        int start = out.size();
        out.writeBytes(directory.toByteArray());
        out.writeBytes(end(entries.size(), directory.size(), start));
        return out.toByteArray();
    }

    private static byte[] localHeader(Entry entry, byte[] name) {
        byte[] header = new byte[LOCAL_HEADER];
        common(over(header).putInt(0x04034b50), entry, name).putShort((short) 0);
        return header;
    }

    private static byte[] centralHeader(Entry entry, byte[] name, int offset) {
        byte[] header = new byte[CENTRAL_HEADER];
        ByteBuffer fields = over(header).putInt(0x02014b50).putShort((short) VERSION);
        // no extra field, no comment, first disk, no attributes
        common(fields, entry, name)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(offset);
        return header;
    }

    private static byte[] end(int entries, int directoryLength, int directoryStart) {
        byte[] record = new byte[END];
        over(record)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(directoryLength)
                .putInt(directoryStart);
        return record;
    }

    /** From the version needed to the name's length: the same in both headers. */
    private static ByteBuffer common(ByteBuffer header, Entry entry, byte[] name) {
        // 1980-01-01 00:00, where DOS time begins
        int dosDate = (1 << 5) | 1;
        return header.putShort((short) VERSION)
                .putShort((short) UTF_8_NAMES)
                .putShort((short) DEFLATED)
                .putShort((short) 0)
                .putShort((short) dosDate)
                .putInt((int) entry.crc())
                .putInt(entry.deflated().length)
                .putInt((int) entry.size())
                .putShort((short) name.length);
    }

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
