package io.tickhouse.simulator.feed;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of a recording.
 *
 * @param micros receive time, microseconds since the epoch, UTC
 * @param stream of a combined stream's message; empty when the line is an answer of REST
 * @param request that was answered, path and query; empty when that is not known: the answer is a book
 * @param data the stream's payload, or the whole answer, byte for byte
 */
record RecordedLine(long micros, String stream, String request, byte[] data) {
    private static final String STREAM = "{\"stream\":\"";
    private static final String DATA = "\",\"data\":";
    private static final String IMAGE = "{\"lastUpdateId\":";

    /**
     * Reads {@code <receive time in ns> <message>}, a line whose bytes are Latin-1 characters, so that none of them is changed.
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
            return new RecordedLine(micros, "", "", message.getBytes(StandardCharsets.ISO_8859_1));
        }
        return message(micros, message, StandardCharsets.ISO_8859_1)
                .orElseThrow(() -> wrong(where, "a message of a combined stream or a book", message));
    }

    /** A combined stream's message; empty if the text is none. */
    static Optional<RecordedLine> message(long micros, String text, Charset charset) {
        int data = text.indexOf(DATA);
        if (!text.startsWith(STREAM) || data <= STREAM.length() || !text.endsWith("}")) {
            return Optional.empty();
        }
        return Optional.of(new RecordedLine(
                micros,
                text.substring(STREAM.length(), data),
                "",
                text.substring(data + DATA.length(), text.length() - 1).getBytes(charset)));
    }

    boolean isMessage() {
        return !stream.isEmpty();
    }

    /** What is told of a line that is none. */
    static IllegalArgumentException wrong(String where, String expected, String found) {
        return new IllegalArgumentException("expected " + expected + " at " + where + ", found '"
                + found.substring(0, Math.min(80, found.length())) + "'");
    }
}
