package io.tickhouse.simulator.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plays a recording once, message by message at the times of their receipt. */
public final class Playback implements Feed, AutoCloseable {
    /** Takes the messages. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A message of a stream.
         *
         * @param data its payload, byte for byte
         * @param micros when it was received, microseconds since the epoch, UTC
         */
        void message(String stream, byte[] data, long micros);
    }

    private final Listener listener;
    private final Recording.Lines lines;
    private @Nullable RecordedLine pending;

    public Playback(Recording recording, Listener listener) {
        this.listener = listener;
        this.lines = recording.lines();
        this.pending = read();
    }

    private @Nullable RecordedLine read() {
        try {
            RecordedLine line;
            do {
                line = lines.read();
            } while (line != null && line.isImage());
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("the recording has become unreadable", e);
        }
    }

    @Override
    public long next() {
        return pending == null ? NEVER : pending.micros();
    }

    @Override
    public void step() {
        RecordedLine line = pending;
        if (line != null) {
            listener.message(line.stream(), line.data(), line.micros());
            pending = read();
        }
    }

    /** What comes until there were so many messages of such streams comes at once; nothing is left out. */
    @Override
    public void burst(Predicate<String> streams, int messages) {
        int left = messages;
        for (RecordedLine line = pending; line != null && left > 0; line = pending) {
            left -= streams.test(line.stream()) ? 1 : 0;
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
