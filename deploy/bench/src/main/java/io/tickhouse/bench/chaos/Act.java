package io.tickhouse.bench.chaos;

/** Something done to the sink while it works. */
interface Act {
    void play() throws InterruptedException;
}
