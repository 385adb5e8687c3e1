package io.tickhouse.launcher.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text and bytes of unknown origin, made safe for a terminal: what could command it is shown, not sent. */
public final class Harmless {
    private static final int BYTES_A_LINE = 16;
    private static final HexFormat HEX = HexFormat.of();

    private Harmless() {}

    /** The text on one line, with anything but printable characters escaped. */
    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                safe.appendCodePoint(c);
            } else if (c == '\n') {
                safe.append("\\n");
            } else {
                safe.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
            }
        });
        return safe.toString();
    }

    /** Bytes as text where they are UTF-8 without anything to escape, else in hexadecimal. */
    public static String textOrHex(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.codePoints().allMatch(Harmless::isHarmless) ? text : "0x" + HEX.formatHex(bytes);
        } catch (CharacterCodingException e) {
            return "0x" + HEX.formatHex(bytes);
        }
    }

    /** As {@link #text}, cut to a width. */
    public static String text(String text, int width) {
        String safe = text(text);
        int length = safe.codePointCount(0, safe.length());
        return length <= width ? safe : safe.substring(0, safe.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }

    /** Offset, bytes and printable ASCII, sixteen a line. */
    public static String dump(byte[] bytes, int most) {
        StringBuilder dump = new StringBuilder();
        int length = Math.min(bytes.length, most);
        for (int at = 0; at < length; at += BYTES_A_LINE) {
            dump.append("  %06x  ".formatted(at));
            StringBuilder ascii = new StringBuilder();
            for (int i = at; i < at + BYTES_A_LINE; i++) {
                dump.append(i < length ? HEX.toHexDigits(bytes[i]) + " " : "   ")
                        .append(i == at + 7 ? " " : "");
                ascii.append(i >= length ? ' ' : bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            dump.append(" |").append(ascii.toString().stripTrailing()).append("|\n");
        }
        return dump.toString();
    }

    /** Letters, digits, punctuation and blanks; no control or format characters, nor what changes the direction of text. */
    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
