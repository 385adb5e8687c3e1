package io.tickhouse.sink.clickhouse.plan;

/**
 * The offsets of one batch. There may be offsets between them that hold no record: markers of transactions and records that
 * compaction took.
 *
 * @param first offset of the first record, 0 or more
 * @param last offset of the last record, inclusive
 */
public record OffsetRange(long first, long last) {
    public OffsetRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("expected 0 <= first <= last, found " + first + " and " + last);
        }
    }

    public boolean contains(long offset) {
        return offset >= first && offset <= last;
    }

    /** Where the next batch may begin. */
    public long next() {
        return last + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
