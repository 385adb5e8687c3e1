package io.tickhouse.streams.store;

/** Versions of what the store holds. */
public final class StateVersion {
    private StateVersion() {}

    /** @throws IllegalStateException if the version found is not the expected one */
    public static void expect(int expected, int found, String what) {
        if (found != expected) {
            throw new IllegalStateException("expected " + what + " of version " + expected + ", found version " + found
                    + ": written by another release of streams-aggregator; run that one, or reset the application and"
                    + " replay its topics");
        }
    }
}
