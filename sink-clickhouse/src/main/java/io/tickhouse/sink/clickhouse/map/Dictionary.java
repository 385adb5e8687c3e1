package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct texts of a column, numbered in the order of their coming. A text is looked up for every row, as the bytes it
 * stands in, so this is a hash table of its own: the library's would want an object for each question.
 */
final class Dictionary {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int FREE = -1;

    private final List<byte[]> keys = new ArrayList<>();
    private final int first;
    private int[] slots = free(16);
    private byte[] lastKey = {};
    private int last = FREE;

    /** @param nullFirst whether number 0 stands for null, under which lies an empty text that is never found */
    Dictionary(boolean nullFirst) {
        first = nullFirst ? 1 : 0;
        if (nullFirst) {
            keys.add(new byte[0]);
        }
    }

    /** The number of a text, a new one when it is new. */
    int number(byte[] source, int from, int length) {
        if (last != FREE && same(lastKey, source, from, length)) {
            return last;
        }
        int slot = slot(source, from, length);
        int number = slots[slot];
        if (number == FREE) {
            number = keys.size();
            keys.add(Arrays.copyOfRange(source, from, from + length));
            slots[slot] = number;
            if (keys.size() * 2 > slots.length) {
                grow();
            }
        }
        lastKey = keys.get(number);
        last = number;
        return number;
    }

    /** Where a text is, or the free place where it belongs. */
    private int slot(byte[] source, int from, int length) {
        int mask = slots.length - 1;
        int slot = hash(source, from, length) & mask;
        while (slots[slot] != FREE && !same(keys.get(slots[slot]), source, from, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        slots = free(slots.length * 2);
        for (int number = first; number < keys.size(); number++) {
            byte[] key = keys.get(number);
            slots[slot(key, 0, key.length)] = number;
        }
    }

    private static int[] free(int size) {
        int[] slots = new int[size];
        Arrays.fill(slots, FREE);
        return slots;
    }

    private static int hash(byte[] source, int from, int length) {
        long hash = length;
        int at = from;
        for (int end = from + length - Long.BYTES; at <= end; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(source, at));
        }
        for (; at < from + length; at++) {
            hash = hash * 31 + source[at];
        }
        return (int) mixed(hash);
    }

    private static long mixed(long hash) {
        long product = hash * MIX;
        return product ^ product >>> 32;
    }

    private static boolean same(byte[] key, byte[] source, int from, int length) {
        if (key.length != length) {
            return false;
        }
        if (length > Long.BYTES) {
            return Arrays.equals(key, 0, length, source, from, from + length);
        }
        for (int i = 0; i < length; i++) {
            if (key[i] != source[from + i]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return keys.size();
    }

    void writeTo(OutputStream out) throws IOException {
        Bytes texts = new Bytes();
        keys.forEach(key -> texts.putText(key, 0, key.length));
        texts.writeTo(out);
    }
}
