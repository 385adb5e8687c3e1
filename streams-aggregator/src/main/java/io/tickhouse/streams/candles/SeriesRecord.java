package io.tickhouse.streams.candles;

import io.tickhouse.streams.store.StateVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is kept of the candles of one interval as a whole. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * @param provableAfter candles that open at or before it began before the series did, so they prove nothing
 * @param letGoBefore closed candles that open earlier may have been let go
 * @param oldestKept no kept candle opens earlier
 * @param newest no candle opens later
 * @param empties where intervals without trades were published
 * @param hot open times of candles that are open or not yet emitted
 * @param unproven open times of closed, kept candles not proven complete
 */
record SeriesRecord(
        long provableAfter,
        long letGoBefore,
        long oldestKept,
        long newest,
        Filled empties,
        List<Long> hot,
        List<Long> unproven) {
    private static final byte VERSION = 2;
    private static final int NUMBERS = 9;

    /**
     * Where intervals without trades were last published.
     *
     * @param until everything that ends at or before it is dealt with
     * @param before opening of the candle before them
     * @param from first of the last of them in a row
     * @param to end of the last one
     * @param unproven from where on it was not proven that there was no trade; {@code to} when it was
     */
    record Filled(long until, long before, long from, long to, long unproven) {
        static final Filled NOTHING = new Filled(Long.MIN_VALUE, Long.MIN_VALUE, 0, 0, 0);
    }

    /** A series that begins when the clock stands there. */
    static SeriesRecord begin(long clock) {
        return new SeriesRecord(
                clock, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Filled.NOTHING, List.of(), List.of());
    }

    byte[] encode() {
        ByteBuffer out =
                ByteBuffer.allocate(1 + 2 * Integer.BYTES + (NUMBERS + hot.size() + unproven.size()) * Long.BYTES);
        out.put(VERSION);
        out.putLong(provableAfter).putLong(letGoBefore).putLong(oldestKept).putLong(newest);
        out.putLong(empties.until).putLong(empties.before);
        out.putLong(empties.from).putLong(empties.to).putLong(empties.unproven);
        put(out, hot);
        put(out, unproven);
        return out.array();
    }

    static SeriesRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StateVersion.expect(VERSION, in.get(), "the state of an interval");
        return new SeriesRecord(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                new Filled(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong()),
                longs(in),
                longs(in));
    }

    private static void put(ByteBuffer out, Collection<Long> values) {
        out.putInt(values.size());
        values.forEach(out::putLong);
    }

    private static List<Long> longs(ByteBuffer in) {
        int count = in.getInt();
        List<Long> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(in.getLong());
        }
        return values;
    }
}
