package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.market.Side;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.schemas.serde.AvroBuffer;

/** Aggregated trades to bytes in the same way as {@link TradeEncoder} does it for trades. Not thread-safe. */
public final class AggTradeEncoder {
    private static final int NULL = 0;

    private final AvroBuffer buffer = new AvroBuffer();
    private final int head;
    private final int quantityUnit;
    private final int source;

    public AggTradeEncoder(Venue venue, String symbol, Reading reading) {
        this.quantityUnit = venue.quantityUnit().ordinal();
        this.source = reading.source().ordinal();
        byte[] header = reading.serializers().of(Topics.AGG_TRADES_HISTORY).header();
        buffer.raw(header, 0, header.length);
        buffer.text(venue.name());
        buffer.text(symbol);
        this.head = buffer.size();
    }

    /**
     * An aggregate as a record's bytes, in a buffer that the next one is written to as well.
     *
     * @param taker the taker's side
     * @param time when it was matched: microseconds since 1970-01-01T00:00:00Z
     */
    public AvroBuffer encode(
            long id,
            long firstTrade,
            long lastTrade,
            DecimalField price,
            DecimalField quantity,
            Side taker,
            long time) {
        buffer.cutTo(head);
        buffer.number(id);
        buffer.number(firstTrade);
        buffer.number(lastTrade);
        price.writeTo(buffer);
        quantity.writeTo(buffer);
        buffer.number(quantityUnit);
        buffer.number(taker.ordinal());
        buffer.number(time);
        buffer.number(NULL); // publish_time
        buffer.number(NULL); // receive_time
        buffer.number(source);
        return buffer;
    }
}
