package io.tickhouse.simulator.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plays a recording once, message by message at the times of their receipt. */
public final class Playback implements Feed, AutoCloseable {
    /** Takes what was recorded. */
    public interface Listener {
        /**
         * A message of a stream.
         *
         * @param data its payload, byte for byte
         * @param micros when it was received, microseconds since the epoch, UTC
         */
        void message(String stream, byte[] data, long micros);

        /**
         * An answer of REST, which is the newest from now on.
         *
         * @param request path and query
         */
        void answer(String request, byte[] body);
    }

    private final Listener listener;
    private final RecordedLines lines;
    private @Nullable RecordedLine pending;
    private long micros = Long.MIN_VALUE;

    /** @throws IOException if the recording cannot be read any more */
    public Playback(Recording recording, Listener listener) throws IOException {
        this.listener = listener;
        this.lines = recording.lines();
        this.pending = read();
    }

    private @Nullable RecordedLine read() {
        try {
            RecordedLine line;
            do {
                line = lines.read();
            } while (line != null && !line.isMessage() && line.request().isEmpty());
            // what came by two connections may be some microseconds out of order
            micros = line == null ? NEVER : Math.max(micros, line.micros());
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("the recording has become unreadable", e);
        }
    }

    @Override
    public long next() {
        return micros;
    }

    @Override
    public void step() {
        RecordedLine line = pending;
        if (line != null) {
            if (line.isMessage()) {
                listener.message(line.stream(), line.data(), line.micros());
            } else {
                listener.answer(line.request(), line.data());
            }
            pending = read();
        }
    }

    /** What comes until there were so many messages of such streams comes at once; nothing is left out. */
    @Override
    public void burst(Predicate<String> streams, int messages) {
        int left = messages;
        for (RecordedLine line = pending; line != null && left > 0; line = pending) {
            left -= line.isMessage() && streams.test(line.stream()) ? 1 : 0;
            step();
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be closed", e);
        }
    }
}
