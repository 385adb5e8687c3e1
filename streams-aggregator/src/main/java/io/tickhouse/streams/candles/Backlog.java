package io.tickhouse.streams.candles;

/** What waits to be read. */
@FunctionalInterface
public interface Backlog {
    /** True when it is known that nothing of a topic's partition waits. Asked on the thread that works on it. */
    boolean isEmpty(String topic, int partition);
}
