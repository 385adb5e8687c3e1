package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the store: what it is (one byte), the instrument, a zero byte, then the interval and the open time for a candle,
 * the slot for a remembered id. They sort by instrument, interval and time.
 */
final class StateKeys {
    static final byte SYMBOL = 'S';
    static final byte CANDLE = 'C';
    static final byte ID = 'I';

    private StateKeys() {}

    /** Below every key of that kind. */
    static Bytes first(byte kind) {
        return Bytes.wrap(new byte[] {kind});
    }

    /** Above every key of that kind. */
    static Bytes end(byte kind) {
        return Bytes.wrap(new byte[] {(byte) (kind + 1)});
    }

    static Bytes symbol(String key) {
        return Bytes.wrap(prefix(SYMBOL, key, 0).array());
    }

    static Bytes candle(String key, Interval interval, long openTime) {
        byte[] label = interval.label().getBytes(StandardCharsets.UTF_8);
        // the flipped sign makes times before 1970 sort first
        return Bytes.wrap(prefix(CANDLE, key, label.length + 1 + Long.BYTES)
                .put(label)
                .put((byte) 0)
                .putLong(openTime ^ Long.MIN_VALUE)
                .array());
    }

    static Bytes id(String key, int slot) {
        return Bytes.wrap(prefix(ID, key, Integer.BYTES).putInt(slot).array());
    }

    /** The slot in a key of a remembered id. */
    static int slot(Bytes key) {
        return ByteBuffer.wrap(key.get()).getInt(key.get().length - Integer.BYTES);
    }

    private static ByteBuffer prefix(byte kind, String key, int more) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length + 1 + more)
                .put(kind)
                .put(name)
                .put((byte) 0);
    }
}
