package io.tickhouse.ingest.ws.venue;

/**
 * One channel of one symbol.
 *
 * @param type what comes over it; {@link DataType#L2} for updates of a book, whatever is made of them
 * @param symbol as records spell it
 * @param channel the venue's name for it, such as {@code btcusdt@trade}
 * @param root which of the venue's roots carries it; empty where there is but one
 */
public record Subscription(DataType type, String symbol, String channel, String root) {}
