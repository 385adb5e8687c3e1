package io.tickhouse.streams.candles;

/** Versions of what the store holds. */
final class StateVersion {
    private StateVersion() {}

    /** @throws IllegalStateException if the version found is not the expected one */
    static void expect(int expected, int found, String what) {
        if (found != expected) {
            throw new IllegalStateException("expected " + what + " of version " + expected + ", found version " + found
                    + ": written by another release of streams-aggregator; run that one, or reset the application and"
                    + " replay its topics");
        }
    }
}
