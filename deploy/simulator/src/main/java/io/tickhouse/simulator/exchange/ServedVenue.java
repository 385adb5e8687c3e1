package io.tickhouse.simulator.exchange;

import io.tickhouse.simulator.exchange.fault.LiveFault;

/** A venue that is being served, whichever it is. */
public interface ServedVenue extends AutoCloseable {
    /** Base address of sockets, {@code ws://127.0.0.1:PORT}. */
    String wsUrl();

    /** Base address of REST, {@code http://127.0.0.1:PORT}. */
    String restUrl();

    /** Brings a fault into force, or does it, before this returns. */
    void inject(LiveFault fault);

    @Override
    void close();
}
