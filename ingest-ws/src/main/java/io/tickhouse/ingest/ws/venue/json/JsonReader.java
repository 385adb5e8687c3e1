package io.tickhouse.ingest.ws.venue.json;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one JSON text (RFC 8259) value by value where it lies, without copying texts or numbers: the path of every frame.
 * What is not JSON to the letter throws {@link IllegalArgumentException} saying what was expected, found, and at which byte.
 * Usage: {@link #begin}, then {@link #nextField} or {@link #nextElement} until they say false, or {@link #skip}, for each
 * value that is an object or an array; at last {@link #end}. Reusable; not thread-safe.
 */
public final class JsonReader {
    /** What a value is. */
    public enum Kind {
        TEXT("text"),
        WHOLE("a whole number"),
        /** A number with a fraction or an exponent, or beyond 64 bits. */
        NUMBER("a fraction or a number of more than 64 bits"),
        TRUE("true"),
        FALSE("false"),
        NULL("null"),
        OBJECT("an object"),
        ARRAY("an array");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    private static final int DEEPEST = 32;
    private static final int SAFE_DIGITS = 18;
    private static final byte END = 0;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final Names names = new Names();
    /** The text, zeros that end whatever is read, and behind them texts that were written with escapes. */
    private byte[] bytes = new byte[1_024];

    private int length;
    private int used;
    private int at;
    private boolean first;
    private int nameStart;
    private int nameLength;
    private int start;
    private int size;
    private long whole;

    /** Begins a text and reads its first value. */
    public Kind begin(byte[] text) {
        used = text.length + Long.BYTES;
        if (bytes.length < used) {
            bytes = new byte[2 * used];
        }
        System.arraycopy(text, 0, bytes, 0, text.length);
        Arrays.fill(bytes, text.length, used, END);
        length = text.length;
        at = 0;
        return value();
    }

    /** Reads an object's next field up to its value's beginning; false, behind the object, when there is none. */
    public boolean nextField() {
        if (isLast('}', "',' or '}'")) {
            return false;
        }
        expect('"', "a field's name");
        if (bytes[at + 1] == '"' && bytes[at + 2] == ':' && bytes[at] > '"' && bytes[at] != '\\') {
            nameStart = at; // one letter, as most have
            nameLength = 1;
            at += 3;
            return true;
        }
        text();
        nameStart = start;
        nameLength = size;
        expect(':', "':'");
        return true;
    }

    /** Reads an array's next value; false, behind the array, when there is none. */
    public boolean nextElement() {
        return !isLast(']', "',' or ']'");
    }

    private boolean isLast(char bracket, String expected) {
        int next = peek();
        if (next == bracket) {
            at++;
            first = false;
            return true;
        }
        if (first) {
            first = false;
        } else {
            expect(',', expected);
        }
        return false;
    }

    /** The name of the field read last, if it has one letter below 128; else 0. */
    public char letter() {
        return nameLength == 1 && bytes[nameStart] > 0 ? (char) bytes[nameStart] : 0;
    }

    /** The name of the field read last. */
    public String name() {
        return string(nameStart, nameLength);
    }

    /** Reads the value that comes next: whole, unless it is an object or an array. */
    public Kind value() {
        int next = peek();
        return switch (next) {
            case '"' -> {
                at++;
                text();
                yield Kind.TEXT;
            }
            case '{' -> open(Kind.OBJECT);
            case '[' -> open(Kind.ARRAY);
            case 't' -> word(TRUE, Kind.TRUE);
            case 'f' -> word(FALSE, Kind.FALSE);
            case 'n' -> word(NULL, Kind.NULL);
            default -> number(next);
        };
    }

    private Kind open(Kind kind) {
        at++;
        first = true;
        return kind;
    }

    private Kind word(byte[] word, Kind kind) {
        if (!Arrays.equals(bytes, at, Math.min(at + word.length, length), word, 0, word.length)) {
            throw unexpected("true, false or null");
        }
        at += word.length;
        return kind;
    }

    private Kind number(int next) {
        byte[] text = bytes;
        start = at;
        boolean negative = next == '-';
        int digit = negative ? at + 1 : at;
        int i = digit;
        long value = 0;
        int c = text[i];
        while (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            c = text[++i];
        }
        at = i;
        int digits = i - digit;
        if (digits == 0) {
            throw unexpected("a value");
        }
        if (digits > 1 && bytes[digit] == '0') {
            throw unexpected("a number without leading zeros");
        }
        if (c == '.' || c == 'e' || c == 'E') {
            return fraction();
        }
        size = at - start;
        if (digits > SAFE_DIGITS) {
            return longest(digits);
        }
        whole = negative ? -value : value;
        return Kind.WHOLE;
    }

    private Kind longest(int digits) {
        if (digits > SAFE_DIGITS + 1) {
            return Kind.NUMBER;
        }
        try {
            whole = Long.parseLong(new String(bytes, start, size, StandardCharsets.US_ASCII));
            return Kind.WHOLE;
        } catch (NumberFormatException beyond) {
            return Kind.NUMBER;
        }
    }

    private Kind fraction() {
        if (bytes[at] == '.') {
            at++;
            digits();
        }
        if (bytes[at] == 'e' || bytes[at] == 'E') {
            at++;
            if (bytes[at] == '+' || bytes[at] == '-') {
                at++;
            }
            digits();
        }
        size = at - start;
        return Kind.NUMBER;
    }

    private void digits() {
        int from = at;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw unexpected("a digit");
        }
    }

    /** Reads a text behind its opening quote. */
    private void text() {
        int from = at;
        int end = from;
        long signs = signs(end);
        while (signs == 0) {
            end += Long.BYTES;
            signs = signs(end);
        }
        end += Long.numberOfTrailingZeros(signs) >> 3;
        at = end;
        if (bytes[end] == '"') {
            start = from;
            size = end - from;
            at++;
        } else {
            unusual(from);
        }
    }

    /** The highest bit of those of eight bytes, up to the first, that are no plain part of a text: quote, backslash, control, not ASCII. */
    private long signs(int from) {
        long eight = (long) EIGHT.get(bytes, from);
        long quote = eight ^ (ONES * '"');
        long backslash = eight ^ (ONES * '\\');
        return (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((eight - ONES * ' ') & ~eight) | eight)
                & (ONES << 7);
    }

    /** Texts with escapes, with letters beyond ASCII, or broken. */
    private void unusual(int from) {
        boolean escaped = false;
        while (bytes[at] != '"') {
            int c = bytes[at];
            if (c >= 0 && c < ' ') {
                throw unexpected("a text without control characters and its closing quote");
            }
            escaped |= c == '\\';
            at += c == '\\' && at + 1 < length ? 2 : 1;
        }
        start = from;
        size = at - from;
        at++;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, size));
            if (escaped) {
                keep(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(Json.text(bytes, from - 1, size + 2))));
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "not JSON as expected: no letters of Unicode in the text at byte " + from, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "not JSON as expected: a text's escapes mean nothing at byte " + from, e);
        }
    }

    private void keep(ByteBuffer text) {
        start = used;
        size = text.remaining();
        used += size;
        if (used > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * used);
        }
        text.get(bytes, start, size);
    }

    /** Where {@link #start} and {@link #size} point into, until the next value is read. */
    public byte[] bytes() {
        return bytes;
    }

    /** A text or number of the current JSON as a string; the same one again for the same letters, where it can. */
    public String string(int from, int letters) {
        return names.of(bytes, from, letters);
    }

    /** Where the text (without quotes and escapes) or number read last begins. */
    public int start() {
        return start;
    }

    /** Bytes of the text or number read last. */
    public int size() {
        return size;
    }

    /** The whole number read last. */
    public long whole() {
        return whole;
    }

    /** Passes over what is left of a value of that kind that has just been come to. */
    public void skip(Kind kind) {
        skip(kind, 1);
    }

    private void skip(Kind kind, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("expected at most " + DEEPEST + " levels of JSON, found more");
        }
        if (kind == Kind.OBJECT) {
            while (nextField()) {
                skip(value(), depth + 1);
            }
        } else if (kind == Kind.ARRAY) {
            while (nextElement()) {
                skip(value(), depth + 1);
            }
        }
    }

    /** Makes sure that nothing is left of the text. */
    public void end() {
        peek();
        if (at != length) {
            throw unexpected("the end");
        }
    }

    private int peek() {
        int c = bytes[at];
        return c > ' ' ? c : behindBlanks();
    }

    private int behindBlanks() {
        int c = bytes[at];
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            c = bytes[++at];
        }
        return c;
    }

    private void expect(char sign, String what) {
        if (peek() != sign) {
            throw unexpected(what);
        }
        at++;
    }

    private IllegalArgumentException unexpected(String what) {
        return new IllegalArgumentException("not JSON as expected: expected " + what + " at byte " + at + ", found "
                + (at >= length ? "the end" : "'" + (char) (bytes[at] & 0xFF) + "'"));
    }
}
