package io.tickhouse.ingest.bulk.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Where a line's comma-separated fields are. Archive files quote nothing. Reused from line to line; not thread-safe. */
public final class Fields {
    /** Fields that can be looked at. */
    static final int MOST = 64;

    private static final long COMMAS = ByteSearch.eightTimes(',');
    private static final int LONGEST_LINE_SHOWN = 200;
    private static final int LONGEST_SHOWN = 60;

    private static final int LOWER_CASE = 'a' - 'A';
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int ALSE = 'a' | 'l' << 8 | 's' << 16 | 'e' << 24;
    private static final int TRUE_LENGTH = 4;
    private static final int FALSE_LENGTH = 5;

    private final int[] ends = new int[MOST + 1];
    private byte[] line = {};
    private int start;
    private int end;
    private int count;

    /** Splits a line; fields beyond the 64th are counted only. */
    public Fields split(byte[] bytes, int from, int to) {
        line = bytes;
        start = from;
        end = to;
        int fields = 0;
        for (int i = from; i < to; i += Long.BYTES) {
            for (long commas = ByteSearch.among(bytes, i, to, COMMAS); commas != 0; commas &= commas - 1) {
                ends[Math.min(fields, MOST)] = i + ByteSearch.before(commas);
                fields++;
            }
        }
        ends[Math.min(fields, MOST)] = to;
        count = fields + 1;
        return this;
    }

    /** How many fields the line has, 1 or more. */
    public int count() {
        return count;
    }

    public byte[] bytes() {
        return line;
    }

    /** Index of the column's first byte. */
    public int from(Column column) {
        return from(column.index());
    }

    /** Index after the column's last byte. */
    public int to(Column column) {
        return ends[column.index()];
    }

    private int from(int field) {
        return field == 0 ? start : ends[field - 1] + 1;
    }

    /** Text of the field of that number, counted from 0. */
    public String text(int field) {
        return text(from(field), ends[field]);
    }

    public String text(Column column) {
        return text(column.index());
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /** True when nothing is in the column. */
    public boolean isBlank(Column column) {
        return from(column) == to(column);
    }

    /** The column as an error shows it. */
    public String shown(Column column) {
        return shown(from(column), to(column), LONGEST_SHOWN);
    }

    /** The line as an error shows it. */
    public String shown() {
        return shown(start, end, LONGEST_LINE_SHOWN);
    }

    private String shown(int from, int to, int longest) {
        return to - from <= longest ? text(from, to) : text(from, from + longest) + "…";
    }

    /** True when the line's first byte is a decimal digit. */
    public boolean beginsWithDigit() {
        return start < end && line[start] >= '0' && line[start] <= '9';
    }

    /** Says that a column is not what it should be. */
    public RefusedRow refused(Column column, String expected) {
        return new RefusedRow(column.name() + ": expected " + expected + ", found '" + shown(column) + "'");
    }

    /**
     * The column as a whole number, 0 to 10^18 - 1.
     *
     * @throws RefusedRow if it is anything else
     */
    public long number(Column column) throws RefusedRow {
        long number = Digits.read(line, from(column), to(column));
        if (number == Digits.NONE) {
            throw notANumber(column);
        }
        return number;
    }

    /** Index of the first byte of a whole number that is not a leading zero. */
    public int firstDigit(Column column) {
        int first = from(column);
        while (line[first] == '0' && first < to(column) - 1) {
            first++;
        }
        return first;
    }

    private RefusedRow notANumber(Column column) {
        return refused(column, "a whole number of at most 18 digits");
    }

    /**
     * The column as a truth value, in any of the spellings the archives have had. Looked at as a whole, since which of the two
     * it is cannot be guessed.
     *
     * @throws RefusedRow unless it is True, true, False or false
     */
    public boolean flag(Column column) throws RefusedRow {
        int first = from(column);
        int length = to(column) - first;
        if (length >= TRUE_LENGTH) {
            int end = (int) FOUR_BYTES.get(line, first + length - TRUE_LENGTH);
            int notTrue = (end | LOWER_CASE) ^ TRUE;
            int notFalse = (end ^ ALSE) | (length ^ FALSE_LENGTH) | ((line[first] | LOWER_CASE) ^ 'f');
            boolean isTrue = length == TRUE_LENGTH;
            if ((isTrue ? notTrue : notFalse) == 0) {
                return isTrue;
            }
        }
        throw refused(column, "True or False");
    }

    /** True when the column says this lower-case word, or says it with a capital. */
    public boolean is(Column column, String word) {
        int first = from(column);
        return to(column) - first == word.length()
                && (line[first] == word.charAt(0) || line[first] == Character.toUpperCase(word.charAt(0)))
                && endsLike(word, first);
    }

    /** True when the column says this ASCII text. */
    public boolean says(Column column, String text) {
        int first = from(column);
        return to(column) - first == text.length()
                && !text.isEmpty()
                && line[first] == text.charAt(0)
                && endsLike(text, first);
    }

    private boolean endsLike(String text, int first) {
        for (int i = 1; i < text.length(); i++) {
            if (line[first + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
