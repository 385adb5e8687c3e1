package io.tickhouse.ingest.ws.venue.json;

import org.jspecify.annotations.Nullable;

/** Makes strings of characters, and the same string again for the same characters where it can. Not thread-safe. */
public final class Names {
    private static final int SLOTS = 4_096;

    private final @Nullable String[] known = new @Nullable String[SLOTS];

    /** The characters as a string. */
    public String of(char[] text, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
        String name = known[slot];
        if (name != null && same(name, text, from, length)) {
            return name;
        }
        String made = new String(text, from, length);
        known[slot] = made;
        return made;
    }

    private static boolean same(String name, char[] text, int from, int length) {
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
