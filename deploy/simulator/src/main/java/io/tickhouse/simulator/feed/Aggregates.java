package io.tickhouse.simulator.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Sums up trades that follow each other at one price and side; who calls {@link #flush()} decides where a sum ends. */
public final class Aggregates {
    private static final int KEPT = 10_000;

    private final Deque<AggTrade> kept = new ArrayDeque<>();
    private long nextId;
    private long ticks;
    private long quantity;
    private long firstId;
    private long lastTradeId;
    private boolean buyerMaker;
    private long micros;

    Aggregates(long firstId) {
        this.nextId = firstId;
    }

    /** Whether the trade belongs to the running sum; otherwise that one has to be flushed first. */
    boolean fits(long price, boolean maker) {
        return quantity == 0 || (price == ticks && maker == buyerMaker);
    }

    void add(long id, long price, long size, boolean maker, long time) {
        if (quantity == 0) {
            firstId = id;
        }
        ticks = price;
        quantity += size;
        lastTradeId = id;
        buyerMaker = maker;
        micros = time;
    }

    /** Ends the running sum; empty when there is none. */
    Optional<AggTrade> flush() {
        if (quantity == 0) {
            return Optional.empty();
        }
        AggTrade trade = new AggTrade(nextId++, ticks, quantity, firstId, lastTradeId, buyerMaker, micros);
        quantity = 0;
        kept.addLast(trade);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        return Optional.of(trade);
    }

    /** Of the last sum; one less than the first when there is none. */
    public long lastId() {
        return nextId - 1;
    }

    /** The last ones, oldest first. */
    public List<AggTrade> all() {
        return new ArrayList<>(kept);
    }
}
