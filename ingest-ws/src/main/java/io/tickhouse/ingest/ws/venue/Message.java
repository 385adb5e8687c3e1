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

        /** The same of another record. */
        public Fact with(SpecificRecord other) {
            return new Fact(type, symbol, other, firstId, lastId);
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
     * @param symbol the one for which it is not, where the venue answers for each; empty when it is refused as a whole
     * @param cause the venue's words
     */
    record Refused(String requestId, String symbol, String cause) implements Message {}

    /**
     * How finely a symbol's book is written, zeros included; checksums need it. Where levels are written more finely than told
     * they win.
     *
     * @param priceScale decimals of prices, 0 to 18
     * @param quantityScale decimals of quantities, 0 to 18
     */
    record Decimals(String symbol, int priceScale, int quantityScale) implements Message {}

    /**
     * How the venue says that it is: it concerns all it offers.
     *
     * @param word the venue's own
     * @param normal true when nothing is wrong
     */
    record Condition(String word, boolean normal) implements Message {}

    /** The venue is about to cut the connection: time to open another. */
    record Leaving(String why) implements Message {}
}
