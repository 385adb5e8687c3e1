package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooLarge;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Cuts a stream into lines without making an object of any. Lines end in LF, a CR before it is left out. */
final class LineReader {
    /** No row of any layout comes near; a longer line is a bomb or no CSV. */
    static final int LONGEST_LINE = 1 << 14;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long NEWLINES = ONES * '\n';
    private static final long HIGHEST_BITS = ONES << (Byte.SIZE - 1);

    private final ArchiveFile file;
    private final InputStream in;
    private final long limit;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bytes;
    private long number;

    LineReader(ArchiveFile file, InputStream in, long limit) {
        this.file = file;
        this.in = in;
        this.limit = limit;
    }

    static TooLarge tooLarge(ArchiveFile file, long limit) {
        return new TooLarge(file.path() + ": " + file.csvName() + ": expected at most " + limit
                + " bytes, found more. Nothing of it is loaded; if the file is right, raise bulk.csv.bytes.max");
    }

    /** Bytes read so far. */
    long bytes() {
        return bytes;
    }

    /** Reads to the end; false when the lines were not wanted any more. A last line without its end counts. */
    <X extends Exception> boolean read(PackedCsv.Lines<X> lines) throws IOException, X, ArchiveException {
        int kept = 0;
        int read;
        while ((read = in.read(buffer, kept, buffer.length - kept)) >= 0) {
            bytes += read;
            if (bytes > limit) {
                throw tooLarge(file, limit);
            }
            int end = kept + read;
            int start = 0;
            for (int i = newline(kept, end); i < end; i = newline(start, end)) {
                if (!line(lines, start, i)) {
                    return false;
                }
                start = i + 1;
            }
            kept = end - start;
            if (kept > LONGEST_LINE) {
                throw tooLong();
            }
            System.arraycopy(buffer, start, buffer, 0, kept);
        }
        return kept == 0 || line(lines, 0, kept);
    }

    /** The next line's end, or {@code to} when there is none; looks at eight bytes at a time. */
    private int newline(int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LITTLE_ENDIAN.get(buffer, i) ^ NEWLINES;
            // a byte that is zero now was one: only it lends its highest bit
            long found = (eight - ONES) & ~eight & HIGHEST_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < to && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private <X extends Exception> boolean line(PackedCsv.Lines<X> lines, int from, int to) throws X, ArchiveException {
        if (to - from > LONGEST_LINE) {
            throw tooLong();
        }
        number++;
        int end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        return lines.line(number, buffer, from, end);
    }

    private TooLarge tooLong() {
        return new TooLarge(file.path() + ", line " + (number + 1) + ": expected at most " + LONGEST_LINE
                + " bytes in a line, found more. Nothing of it is loaded");
    }
}
