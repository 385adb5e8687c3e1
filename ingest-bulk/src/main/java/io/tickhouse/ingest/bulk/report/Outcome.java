package io.tickhouse.ingest.bulk.report;

/** What became of a file in a load. */
public enum Outcome {
    /** All its rows are published or refused, the last of them now. */
    LOADED("loaded"),
    /** An earlier load had finished it. */
    ALREADY_LOADED("already loaded"),
    /** The archive does not have it. */
    MISSING("missing"),
    /** It could not be loaded, or not to its end. */
    FAILED("failed"),
    /** The load ended before its turn; nothing is wrong with it as far as is known. */
    NOT_TRIED("not tried");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
