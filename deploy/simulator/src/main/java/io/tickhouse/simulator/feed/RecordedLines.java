package io.tickhouse.simulator.feed;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor over all lines of a recording. */
interface RecordedLines extends AutoCloseable {
    /**
     * The next line, null after the last one.
     *
     * @throws IllegalArgumentException naming file and line when it is none of a recording
     */
    @Nullable
    RecordedLine read() throws IOException;

    /** What was missing or could not be used so far, for people to read. */
    default List<String> remarks() {
        return List.of();
    }

    @Override
    void close() throws IOException;
}
