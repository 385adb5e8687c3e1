package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.decode.RowReader;
import java.util.Arrays;

/**
 * Recognises rows that say again what an earlier row of the file said: by their id where they have one, and else by being the
 * same as the line before. Archives have held whole files of doubled rows. Not thread-safe.
 */
final class Repeats {
    private final IdRanges ids = new IdRanges();
    private byte[] line = new byte[256];
    private int length = -1;

    /** Takes the next row; true when it repeats an earlier one. */
    boolean isRepeat(RowReader read, byte[] bytes, int from, int to) {
        if (read.id() != RowReader.NO_ID) {
            return !ids.add(read.id());
        }
        if (length == to - from && Arrays.equals(line, 0, length, bytes, from, to)) {
            return true;
        }
        length = to - from;
        if (length > line.length) {
            line = new byte[length];
        }
        System.arraycopy(bytes, from, line, 0, length);
        return false;
    }

    IdRanges ids() {
        return ids;
    }
}
