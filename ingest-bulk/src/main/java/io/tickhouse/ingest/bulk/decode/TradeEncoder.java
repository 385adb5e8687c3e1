package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.schemas.serde.AvroBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Trades to Avro bytes in the Confluent wire format without a record between: a day of one instrument has millions of them.
 * Field for field it writes what {@code Trade.avsc} says; tests hold it to the generated record byte for byte. Not
 * thread-safe.
 */
public final class TradeEncoder {
    private static final byte[] KIND = "NORMAL".getBytes(StandardCharsets.UTF_8);
    private static final int NULL = 0;
    private static final int VALUE = 1;

    private final AvroBuffer buffer = new AvroBuffer();
    private final byte[] idPrefix;
    private final int head;
    private final int quantityUnit;
    private final int source;

    /** @param idPrefix goes before each row's id; empty where ids identify by themselves */
    public TradeEncoder(Venue venue, String symbol, String idPrefix, Reading reading) {
        this.quantityUnit = venue.quantityUnit().ordinal();
        this.source = reading.source().ordinal();
        this.idPrefix = idPrefix.getBytes(StandardCharsets.UTF_8);
        byte[] header = reading.serializers().of(Topics.TRADES_HISTORY).header();
        buffer.raw(header, 0, header.length);
        buffer.text(venue.name());
        buffer.text(symbol);
        this.head = buffer.size();
    }

    /** The row as a record's bytes, in a buffer that the next row is written to as well. */
    public AvroBuffer encode(TradeRow row) {
        buffer.cutTo(head);
        buffer.number(idPrefix.length + row.idTo - row.idFrom);
        buffer.raw(idPrefix, 0, idPrefix.length);
        buffer.raw(row.idBytes, row.idFrom, row.idTo);
        if (row.sequence == RowReader.NO_ID) {
            buffer.number(NULL);
        } else {
            buffer.number(VALUE);
            buffer.number(row.sequence);
        }
        row.price.writeTo(buffer);
        row.quantity.writeTo(buffer);
        if (row.hasQuoteQuantity) {
            buffer.number(VALUE);
            row.quoteQuantity.writeTo(buffer);
        } else {
            buffer.number(NULL);
        }
        buffer.number(quantityUnit);
        buffer.number(row.side.ordinal());
        buffer.bytes(KIND);
        buffer.number(row.time);
        buffer.number(NULL); // publish_time
        buffer.number(NULL); // receive_time
        buffer.number(source);
        return buffer;
    }
}
