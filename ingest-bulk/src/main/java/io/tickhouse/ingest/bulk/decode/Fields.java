package io.tickhouse.ingest.bulk.decode;

import java.nio.charset.StandardCharsets;

/** Where a line's comma-separated fields are. Archive files quote nothing. Reused from line to line; not thread-safe. */
public final class Fields {
    private static final int MOST = 64;
    private static final int LONGEST_SHOWN = 60;
    private static final int LONG_DIGITS = 18;

    private final int[] ends = new int[MOST];
    private byte[] line = {};
    private int start;
    private int count;

    /** Splits a line; fields beyond the 64th are counted only. */
    public Fields split(byte[] bytes, int from, int to) {
        line = bytes;
        start = from;
        count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == ',') {
                end(i);
            }
        }
        end(to);
        return this;
    }

    private void end(int at) {
        if (count < MOST) {
            ends[count] = at;
        }
        count++;
    }

    /** How many fields the line has, 1 or more. */
    public int count() {
        return count;
    }

    public byte[] bytes() {
        return line;
    }

    /** Index of the field's first byte. */
    public int from(int field) {
        return field == 0 ? start : ends[field - 1] + 1;
    }

    /** Index after the field's last byte. */
    public int to(int field) {
        return ends[field];
    }

    public String text(int field) {
        return new String(line, from(field), to(field) - from(field), StandardCharsets.UTF_8);
    }

    /** The field as an error shows it. */
    public String shown(int field) {
        String text = text(field);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    /** True when the field is one or more decimal digits and nothing else. */
    public boolean isDigits(int field) {
        for (int i = from(field); i < to(field); i++) {
            if (line[i] < '0' || line[i] > '9') {
                return false;
            }
        }
        return from(field) < to(field);
    }

    /**
     * The field as a whole number, 0 to 10^18 - 1.
     *
     * @throws RefusedRow if it is anything else
     */
    public long number(int field, String name) throws RefusedRow {
        if (!isDigits(field) || to(field) - from(field) > LONG_DIGITS) {
            throw new RefusedRow(name + ": expected a whole number of at most 18 digits, found '" + shown(field) + "'");
        }
        long number = 0;
        for (int i = from(field); i < to(field); i++) {
            number = number * 10 + (line[i] - '0');
        }
        return number;
    }

    /**
     * The field as a truth value, in any of the spellings the archives have had.
     *
     * @throws RefusedRow unless it is True, true, False or false
     */
    public boolean flag(int field, String name) throws RefusedRow {
        if (is(field, "rue", 't', 'T')) {
            return true;
        }
        if (is(field, "alse", 'f', 'F')) {
            return false;
        }
        throw new RefusedRow(name + ": expected True or False, found '" + shown(field) + "'");
    }

    private boolean is(int field, String tail, char lower, char upper) {
        int from = from(field);
        if (to(field) - from != tail.length() + 1 || (line[from] != lower && line[from] != upper)) {
            return false;
        }
        for (int i = 0; i < tail.length(); i++) {
            if (line[from + 1 + i] != tail.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
