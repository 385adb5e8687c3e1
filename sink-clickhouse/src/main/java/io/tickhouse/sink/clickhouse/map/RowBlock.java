package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** Rows in RowBinary, in the order of their offsets, in memory that grows without being copied. Not thread-safe. */
public final class RowBlock {
    private static final int SMALLEST_CHUNK = 4 << 10;
    private static final int LARGEST_CHUNK = 1 << 20;

    /** Bytes a row costs beside its own. */
    private static final int OVERHEAD = Long.BYTES + Integer.BYTES;

    private final List<byte[]> chunks = new ArrayList<>();
    private final List<Integer> filled = new ArrayList<>();
    private byte[] chunk = new byte[0];
    private int used;
    private long bytes;
    private long[] offsets = new long[64];
    private int[] sizes = new int[64];
    private int rows;

    /** Adds a row. */
    public void append(RowOutput row, long offset) {
        int size = row.size();
        if (chunk.length - used < size) {
            seal();
            chunk = new byte
                    [Math.max(size, Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, (int)
                            Math.min(bytes, LARGEST_CHUNK))))];
            used = 0;
        }
        System.arraycopy(row.bytes(), 0, chunk, used, size);
        used += size;
        bytes += size;
        if (rows == offsets.length) {
            offsets = Arrays.copyOf(offsets, rows * 2);
            sizes = Arrays.copyOf(sizes, rows * 2);
        }
        offsets[rows] = offset;
        sizes[rows] = size;
        rows++;
    }

    public int rows() {
        return rows;
    }

    /** Bytes of the rows in RowBinary. */
    public long bytes() {
        return bytes;
    }

    /** Bytes of memory held, about. */
    public long memory() {
        return bytes + (long) rows * OVERHEAD;
    }

    /** Kafka offsets of the rows, ascending. */
    public long[] offsets() {
        return Arrays.copyOf(offsets, rows);
    }

    /** Writes every row. */
    public void writeTo(OutputStream out) throws IOException {
        for (int i = 0; i < chunks.size(); i++) {
            out.write(chunks.get(i), 0, filled.get(i));
        }
        out.write(chunk, 0, used);
    }

    /** Writes the rows whose offsets are wanted, in their order. */
    public void writeTo(OutputStream out, LongPredicate wanted) throws IOException {
        int inChunk = 0;
        int at = 0;
        for (int row = 0; row < rows; row++) {
            while (inChunk < chunks.size() && at == filled.get(inChunk)) {
                inChunk++;
                at = 0;
            }
            byte[] source = inChunk < chunks.size() ? chunks.get(inChunk) : chunk;
            if (wanted.test(offsets[row])) {
                out.write(source, at, sizes[row]);
            }
            at += sizes[row];
        }
    }

    private void seal() {
        if (used > 0) {
            chunks.add(chunk);
            filled.add(used);
        }
    }
}
