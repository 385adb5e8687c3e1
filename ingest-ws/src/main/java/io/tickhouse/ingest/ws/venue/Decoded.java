package io.tickhouse.ingest.ws.venue;

import java.util.List;

/** What became of one frame. There is no fourth way. */
public sealed interface Decoded {
    /**
     * The frame says this. A frame is mapped whole or not at all.
     *
     * @param messages one or more, in the frame's order
     */
    record Mapped(List<Message> messages) implements Decoded {
        public Mapped(Message message) {
            this(List.of(message));
        }
    }

    /**
     * The frame carries nothing to publish.
     *
     * @param reason why, from a small closed set: it is a metric's label
     */
    record Ignored(String reason) implements Decoded {}

    /**
     * The frame should have been a message and cannot be one.
     *
     * @param cause what was expected and what was found
     */
    record Rejected(String cause) implements Decoded {}
}
