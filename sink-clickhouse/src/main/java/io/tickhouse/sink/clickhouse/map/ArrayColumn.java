package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/** Arrays: where each ends among the elements of all, then the elements. */
final class ArrayColumn extends Column {
    private final FixedColumn ends;
    private final FixedColumn elements;

    ArrayColumn(FixedColumn elements, ChunkPool.Lease chunks) {
        this(new FixedColumn(Long.BYTES, chunks), elements);
    }

    private ArrayColumn(FixedColumn ends, FixedColumn elements) {
        this.ends = ends;
        this.elements = elements;
    }

    /** Where the elements of the next array are to be put, before {@link #end} ends it. */
    FixedColumn elements() {
        return elements;
    }

    /** Ends the array. */
    void end() {
        ends.putLong(elements.rows());
    }

    @Override
    int rows() {
        return ends.rows();
    }

    @Override
    void putDefault() {
        end();
    }

    @Override
    void rewind(int toRows) {
        ends.rewind(toRows);
        elements.rewind(ends.rows() == 0 ? 0 : (int) ends.lastLong());
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        ends.writeTo(out);
        elements.writeTo(out);
    }

    @Override
    Column only(BitSet wanted) {
        BitSet kept = new BitSet();
        FixedColumn keptEnds = new FixedColumn(Long.BYTES, ChunkPool.unpooled());
        long[] all = ends.longs();
        long end = 0;
        for (int row = 0; row < all.length; row++) {
            long start = row == 0 ? 0 : all[row - 1];
            if (wanted.get(row)) {
                kept.set((int) start, (int) all[row]);
                end += all[row] - start;
                keptEnds.putLong(end);
            }
        }
        return new ArrayColumn(keptEnds, elements.only(kept));
    }

    @Override
    long memory() {
        return ends.memory() + elements.memory();
    }
}
