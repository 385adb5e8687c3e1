package io.tickhouse.simulator.feed;

import java.nio.charset.StandardCharsets;

/**
 * A line of a recording: {@code <receive time in ns> <message>}.
 *
 * @param micros receive time, microseconds since the epoch, UTC
 * @param stream of a combined stream's message; empty when the line is a book as REST answered it
 * @param data the stream's payload, or the whole answer, byte for byte
 */
record RecordedLine(long micros, String stream, byte[] data) {
    private static final String STREAM = "{\"stream\":\"";
    private static final String DATA = "\",\"data\":";
    private static final String IMAGE = "{\"lastUpdateId\":";

    /**
     * Reads a line whose bytes are Latin-1 characters, so that none of them is changed.
     *
     * @param where file and line, for the message
     * @throws IllegalArgumentException saying what was expected and found where
     */
    static RecordedLine parse(String line, String where) {
        int blank = line.indexOf(' ');
        if (blank < 1 || blank > 19 || !line.substring(0, blank).matches("\\d+")) {
            throw wrong(where, "a receive time in ns, a blank and a message", line);
        }
        long micros = Long.parseLong(line.substring(0, blank)) / 1_000;
        String message = line.substring(blank + 1);
        if (message.startsWith(IMAGE)) {
            return new RecordedLine(micros, "", message.getBytes(StandardCharsets.ISO_8859_1));
        }
        int data = message.indexOf(DATA);
        if (!message.startsWith(STREAM) || data < 0 || !message.endsWith("}")) {
            throw wrong(where, "a message of a combined stream or a book", message);
        }
        return new RecordedLine(
                micros,
                message.substring(STREAM.length(), data),
                message.substring(data + DATA.length(), message.length() - 1).getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean isImage() {
        return stream.isEmpty();
    }

    private static IllegalArgumentException wrong(String where, String expected, String found) {
        return new IllegalArgumentException("expected " + expected + " at " + where + ", found '"
                + found.substring(0, Math.min(80, found.length())) + "'");
    }
}
