package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.market.Side;

/** What a row of a trades file says, as its reader found it. Reused from row to row; not thread-safe. */
public final class TradeRow {
    public final DecimalField price = new DecimalField();
    public final DecimalField quantity = new DecimalField();
    /** Written only of files that {@link #hasQuoteQuantity}. */
    public final DecimalField quoteQuantity = new DecimalField();

    final boolean hasQuoteQuantity;
    byte[] idBytes = {};
    int idFrom;
    int idTo;
    long sequence = RowReader.NO_ID;
    Side side = Side.UNKNOWN;
    long time;

    /** @param hasQuoteQuantity whether the file says the traded value in the quote currency */
    public TradeRow(boolean hasQuoteQuantity) {
        this.hasQuoteQuantity = hasQuoteQuantity;
    }

    /** Its id is this text, which must not change before the row is written. */
    public void id(byte[] bytes, int from, int to) {
        idBytes = bytes;
        idFrom = from;
        idTo = to;
    }

    /** @param value the id as a number where the venue's ids are contiguous per symbol, else {@link RowReader#NO_ID} */
    public void sequence(long value) {
        sequence = value;
    }

    /** The taker's side. */
    public void side(Side taker) {
        side = taker;
    }

    /** When it was matched: microseconds since 1970-01-01T00:00:00Z. */
    public void time(long micros) {
        time = micros;
    }

    public long time() {
        return time;
    }
}
