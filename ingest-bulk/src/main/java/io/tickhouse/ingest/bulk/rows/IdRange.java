package io.tickhouse.ingest.bulk.rows;

/**
 * Ids from one to another, both inclusive.
 *
 * @param first the lowest
 * @param last the highest
 */
public record IdRange(long first, long last) {
    /** How many ids it holds, 1 or more. */
    public long count() {
        return last - first + 1;
    }

    /** As people write it: one number, or two with a dash between. */
    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "-" + last;
    }
}
