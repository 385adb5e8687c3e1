package io.tickhouse.streams.coverage;

/** What the lanes know of an instrument's trades, told to those who decide what is a gap. */
public sealed interface Fact {
    /** Which topic of trades a fact is about. */
    enum Lane {
        LIVE,
        HISTORY
    }

    /** All ids from {@code first} to {@code last} are there, or are missing harmlessly. */
    record Covered(Lane lane, long first, long last) implements Fact {}

    /** Ids were passed over and have not come. */
    record Missing(Lane lane, Hole hole) implements Fact {}

    /** An id came that was told to be missing harmlessly. */
    record Found(Lane lane, long id) implements Fact {}

    /**
     * An ingest service has published a proof that a stretch is complete. Times are microseconds since
     * 1970-01-01T00:00:00Z.
     *
     * @param dataType what it is about, such as {@code trades}
     * @param basis such as {@code ARCHIVE_FILE}
     */
    record Proven(String dataType, String basis, SpanProofs.Proof proof) implements Fact {
        /** The lane whose trades it is about. */
        public Lane lane() {
            return basis.equals("ARCHIVE_FILE") ? Lane.HISTORY : Lane.LIVE;
        }
    }
}
