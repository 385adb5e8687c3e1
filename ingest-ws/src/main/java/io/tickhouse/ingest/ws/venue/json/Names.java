package io.tickhouse.ingest.ws.venue.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes strings of UTF-8, and the same string again for the same letters where it can. Not thread-safe. */
public final class Names {
    private static final int SLOTS = 4_096;

    private final @Nullable String[] known = new @Nullable String[SLOTS];

    /** The letters as a string. */
    public String of(byte[] text, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
        String name = known[slot];
        if (name != null && same(name, text, from, length)) {
            return name;
        }
        String made = new String(text, from, length, StandardCharsets.UTF_8);
        known[slot] = made;
        return made;
    }

    private static boolean same(String name, byte[] text, int from, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
