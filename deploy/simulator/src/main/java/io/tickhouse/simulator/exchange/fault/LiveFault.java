package io.tickhouse.simulator.exchange.fault;

import io.tickhouse.simulator.fault.PathPattern;

/**
 * What goes wrong, where and how often.
 *
 * @param on what the kind's target is held against
 * @param number what the kind takes: milliseconds, seconds, a code, messages; 0 for none
 * @param times how often, {@link #ALWAYS} for no end; of connections {@link #ALL_NOW} for those that are there
 * @param after how many that it could have spoilt are spared first
 */
public record LiveFault(LiveFaultKind kind, PathPattern on, int number, int times, int after) {
    public static final int ALWAYS = Integer.MAX_VALUE;
    public static final int ALL_NOW = 0;

    /**
     * Reads {@code KIND:PATTERN[:N][:TIMES][:after=SPARED]}.
     *
     * @throws IllegalArgumentException saying what was expected and found
     */
    public static LiveFault parse(String text) {
        return LiveFaultSyntax.parse(text);
    }

    /** Whether it is done at once, when it is added, and not kept. */
    public boolean isImmediate() {
        return kind.target() == LiveFaultKind.Target.VENUE || times == ALL_NOW;
    }

    @Override
    public String toString() {
        return kind.label() + ":" + on + (number == 0 ? "" : ":" + number);
    }
}
