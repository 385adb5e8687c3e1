package io.tickhouse.ingest.ws.venue;

import io.tickhouse.market.Trade;

/** What became of one frame. There is no fourth way. */
public sealed interface Decoded {
    /** The frame is this trade. */
    record Mapped(Trade trade) implements Decoded {}

    /**
     * The frame carries nothing to publish.
     *
     * @param reason why, from a small closed set: it is a metric's label
     */
    record Ignored(String reason) implements Decoded {}

    /**
     * The frame should have been a record and cannot be one.
     *
     * @param cause what was expected and what was found
     */
    record Rejected(String cause) implements Decoded {}
}
