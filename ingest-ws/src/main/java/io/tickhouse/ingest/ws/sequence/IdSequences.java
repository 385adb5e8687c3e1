package io.tickhouse.ingest.ws.sequence;

import java.util.HashMap;
import java.util.Map;

/** Follows ids that are contiguous per symbol. Not thread-safe. */
public final class IdSequences {
    private static final Step FIRST = new Step.First();
    private static final Step NEXT = new Step.Next();

    private final Map<String, Long> highest = new HashMap<>();

    /**
     * Takes the symbol's next id into account.
     *
     * @param id 0 or more
     */
    public Step observe(String symbol, long id) {
        Long before = highest.get(symbol);
        if (before != null && id <= before) {
            return new Step.Behind(before);
        }
        highest.put(symbol, id);
        if (before == null) {
            return FIRST;
        }
        return id == before + 1 ? NEXT : new Step.Gap(before + 1, id - 1);
    }
}
