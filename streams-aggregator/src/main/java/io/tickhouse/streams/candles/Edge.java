package io.tickhouse.streams.candles;

import io.tickhouse.market.Source;
import java.math.BigDecimal;

/**
 * The first or last trade of a candle, ordered by event time, then sequence, then id.
 *
 * @param time event time, microseconds since 1970-01-01T00:00:00Z
 * @param sequence 0 where the venue's ids are not contiguous
 */
record Edge(long time, long sequence, String tradeId, BigDecimal price, Source source) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
        int order = Long.compare(time, other.time);
        if (order == 0) {
            order = Long.compare(sequence, other.sequence);
        }
        return order == 0 ? tradeId.compareTo(other.tradeId) : order;
    }
}
