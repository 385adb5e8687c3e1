package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct texts of a column, numbered in the order of their coming. */
final class Dictionary {
    /** So many are found by looking at each, which is faster than hashing. */
    private static final int LOOKED_AT = 8;

    private final List<byte[]> keys = new ArrayList<>();
    private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
    private final int first;
    private int last;

    /** @param nullFirst whether number 0 stands for null, under which lies an empty text that is never found */
    Dictionary(boolean nullFirst) {
        first = nullFirst ? 1 : 0;
        last = first;
        if (nullFirst) {
            keys.add(new byte[0]);
        }
    }

    /** The number of a text, a new one when it is new. */
    int number(byte[] source, int from, int length) {
        int size = keys.size();
        if (last < size && same(keys.get(last), source, from, length)) {
            return last;
        }
        for (int i = first; i < Math.min(size, LOOKED_AT); i++) {
            if (same(keys.get(i), source, from, length)) {
                last = i;
                return i;
            }
        }
        Integer known = size <= LOOKED_AT ? null : numbers.get(ByteBuffer.wrap(source, from, length));
        last = known == null ? add(Arrays.copyOfRange(source, from, from + length)) : known;
        return last;
    }

    private int add(byte[] text) {
        int number = keys.size();
        keys.add(text);
        numbers.put(ByteBuffer.wrap(text), number);
        return number;
    }

    int size() {
        return keys.size();
    }

    void writeTo(OutputStream out) throws IOException {
        Bytes texts = new Bytes();
        keys.forEach(key -> texts.putText(key, 0, key.length));
        texts.writeTo(out);
    }

    private static boolean same(byte[] key, byte[] source, int from, int length) {
        return key.length == length && Arrays.equals(key, 0, length, source, from, from + length);
    }
}
