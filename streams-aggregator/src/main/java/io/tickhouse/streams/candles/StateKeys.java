package io.tickhouse.streams.candles;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the store: what it is (one byte), the instrument, a zero byte, then what tells it from others of its kind. They
 * sort by instrument, and by interval and time, id or place.
 */
final class StateKeys {
    /** What is kept once for an instrument. */
    static final byte SYMBOL = 'S';
    /** The candles of one interval as a whole. */
    static final byte SERIES = 'V';

    static final byte CANDLE = 'C';
    /** A run of ids, by its first. */
    static final byte RUN = 'R';
    /** An id that is missing harmlessly. */
    static final byte HARMLESS = 'H';
    /** Ids of a venue whose ids only identify. */
    static final byte IDS = 'I';

    private StateKeys() {}

    /** Below every key of that kind. */
    static Bytes first(byte kind) {
        return Bytes.wrap(new byte[] {kind});
    }

    /** Above every key of that kind. */
    static Bytes end(byte kind) {
        return Bytes.wrap(new byte[] {(byte) (kind + 1)});
    }

    /** Below every key of that kind and instrument that has more to it. */
    static Bytes first(byte kind, String key) {
        return Bytes.wrap(prefix(kind, key, 0).array());
    }

    /** Above every key of that kind and instrument. */
    static Bytes end(byte kind, String key) {
        byte[] bytes = prefix(kind, key, 0).array();
        bytes[bytes.length - 1] = 1;
        return Bytes.wrap(bytes);
    }

    static Bytes symbol(String key) {
        return first(SYMBOL, key);
    }

    static Bytes series(String key, CandleInterval interval) {
        byte[] label = label(interval);
        return Bytes.wrap(prefix(SERIES, key, label.length).put(label).array());
    }

    static Bytes candle(String key, CandleInterval interval, long openTime) {
        byte[] label = label(interval);
        return Bytes.wrap(prefix(CANDLE, key, label.length + 1 + Long.BYTES)
                .put(label)
                .put((byte) 0)
                .putLong(sorted(openTime))
                .array());
    }

    static Bytes numbered(byte kind, String key, long number) {
        return Bytes.wrap(prefix(kind, key, Long.BYTES).putLong(sorted(number)).array());
    }

    /** The number in a key of {@link #numbered}. */
    static long number(Bytes key) {
        return sorted(ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES));
    }

    /** The flipped sign makes negative numbers sort first. */
    private static long sorted(long number) {
        return number ^ Long.MIN_VALUE;
    }

    private static byte[] label(CandleInterval interval) {
        return interval.label().getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer prefix(byte kind, String key, int more) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length + 1 + more)
                .put(kind)
                .put(name)
                .put((byte) 0);
    }
}
