package io.tickhouse.bench.chaos;

import io.tickhouse.market.Trade;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A row as a text that Java and ClickHouse spell alike, and the first eight bytes of its MD5 as a number. */
final class RowHash {
    /** The text in ClickHouse's words. */
    static final String TEXT =
            "concatWithSeparator('|', _topic, toString(_partition), toString(_offset), venue, symbol, trade_id,"
                    + " ifNull(toString(sequence), ''), toDecimalString(price, 18), toDecimalString(quantity, 18),"
                    + " ifNull(toDecimalString(quote_quantity, 18), ''), quantity_unit, side, kind,"
                    + " toString(toUnixTimestamp64Micro(event_time)),"
                    + " ifNull(toString(toUnixTimestamp64Micro(publish_time)), ''),"
                    + " ifNull(toString(toUnixTimestamp64Micro(receive_time)), ''), source)";

    /** The hash in ClickHouse's words; its sums wrap around as Java's do. */
    static final String SQL = "halfMD5(" + TEXT + ")";

    private static final MessageDigest MD5 = md5();

    private RowHash() {}

    /** The text. */
    static String text(String topic, int partition, long offset, Trade trade) {
        return String.join(
                "|",
                topic,
                Integer.toString(partition),
                Long.toString(offset),
                trade.getVenue(),
                trade.getSymbol(),
                trade.getTradeId(),
                orEmpty(trade.getSequence()),
                trade.getPrice().setScale(18).toPlainString(),
                trade.getQuantity().setScale(18).toPlainString(),
                trade.getQuoteQuantity() == null
                        ? ""
                        : trade.getQuoteQuantity().setScale(18).toPlainString(),
                trade.getQuantityUnit().name(),
                trade.getSide().name(),
                trade.getKind(),
                micros(trade.getEventTime()),
                micros(trade.getPublishTime()),
                micros(trade.getReceiveTime()),
                trade.getSource().name());
    }

    /** The hash of a text. */
    static long of(String text) {
        try {
            MessageDigest digest = (MessageDigest) MD5.clone();
            return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String micros(@Nullable Instant time) {
        return time == null ? "" : Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    private static String orEmpty(@Nullable Long value) {
        return value == null ? "" : value.toString();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
