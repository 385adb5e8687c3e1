package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/**
 * {@code LowCardinality(String)}: each distinct text once and a number for each row, of one byte until there are more than 256
 * texts. In {@code LowCardinality(Nullable(String))} number 0 is the null.
 */
final class DictionaryColumn extends Column {
    private static final long VERSION = 1; // keys come with the block, not in a shared dictionary
    private static final long KEYS_FOLLOW = 1 << 9;
    private static final byte[] NO_TEXT = {};

    private final boolean nullable;
    private final Dictionary dictionary;
    private final ChunkPool.Lease chunks;
    private Bytes numbers;
    private int width = Byte.BYTES;
    private int rows;

    DictionaryColumn(boolean nullable, ChunkPool.Lease chunks) {
        this(nullable, new Dictionary(nullable), chunks);
    }

    private DictionaryColumn(boolean nullable, Dictionary dictionary, ChunkPool.Lease chunks) {
        this.nullable = nullable;
        this.dictionary = dictionary;
        this.chunks = chunks;
        this.numbers = new Bytes(chunks);
    }

    void put(byte[] source, int from, int length) {
        put(dictionary.number(source, from, length));
    }

    private void put(int number) {
        if (number >>> (8 * width) != 0 && width < Integer.BYTES) {
            widen();
        }
        switch (width) {
            case Byte.BYTES -> numbers.put(number);
            case Short.BYTES -> numbers.putShort(number);
            default -> numbers.putInt(number);
        }
        rows++;
    }

    private void widen() {
        Bytes wider = new Bytes(chunks);
        Bytes.Cursor cursor = numbers.cursor();
        for (int row = 0; row < rows; row++) {
            if (width == Byte.BYTES) {
                wider.putShort(cursor.nextByte());
            } else {
                wider.putInt(cursor.nextShort());
            }
        }
        numbers = wider;
        width *= 2;
    }

    @Override
    int rows() {
        return rows;
    }

    @Override
    void putDefault() {
        put(nullable ? 0 : dictionary.number(NO_TEXT, 0, 0));
    }

    @Override
    void rewind(int toRows) {
        if (rows > toRows) {
            numbers.undo(width);
            rows--;
        }
    }

    @Override
    void writePrefixTo(OutputStream out) throws IOException {
        writeLong(out, VERSION);
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        if (rows == 0) {
            return;
        }
        writeLong(out, KEYS_FOLLOW | Integer.numberOfTrailingZeros(width));
        writeLong(out, dictionary.size());
        dictionary.writeTo(out);
        writeLong(out, rows);
        numbers.writeTo(out);
    }

    private static void writeLong(OutputStream out, long value) throws IOException {
        Bytes bytes = new Bytes();
        bytes.putLong(value);
        bytes.writeTo(out);
    }

    @Override
    Column only(BitSet wanted) {
        DictionaryColumn chosen = new DictionaryColumn(nullable, dictionary, ChunkPool.unpooled());
        Bytes.Cursor cursor = numbers.cursor();
        for (int row = 0; row < rows; row++) {
            cursor.next(width, wanted.get(row), chosen.numbers);
        }
        chosen.width = width;
        chosen.rows = wanted.cardinality();
        return chosen;
    }

    @Override
    long memory() {
        return numbers.memory() + 64L * dictionary.size();
    }
}
