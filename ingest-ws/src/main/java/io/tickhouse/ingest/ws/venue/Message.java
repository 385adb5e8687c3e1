package io.tickhouse.ingest.ws.venue;

import org.apache.avro.specific.SpecificRecord;

/** One thing a venue says. */
public sealed interface Message {
    /** Where a venue has no number for something. */
    long NONE = -1;

    /**
     * A record to be published.
     *
     * @param type which
     * @param symbol as the record spells it
     * @param value the record
     * @param firstId the first id it stands for where ids are contiguous per symbol, else {@link #NONE}
     * @param lastId the last one, inclusive, else {@link #NONE}
     */
    record Fact(DataType type, String symbol, SpecificRecord value, long firstId, long lastId) implements Message {
        /** A record without contiguous ids. */
        public Fact(DataType type, String symbol, SpecificRecord value) {
            this(type, symbol, value, NONE, NONE);
        }
    }

    /** An update or an image of a symbol's order book. */
    record Book(BookUpdate update) implements Message {}

    /** One answer to the request of that id: it is granted. */
    record Acknowledged(String requestId) implements Message {}

    /**
     * A request is not granted.
     *
     * @param requestId which; empty where the venue does not say
     * @param cause the venue's words
     */
    record Refused(String requestId, String cause) implements Message {}

    /** The venue is about to cut the connection: time to open another. */
    record Leaving(String why) implements Message {}
}
