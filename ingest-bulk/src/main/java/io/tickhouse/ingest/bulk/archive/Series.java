package io.tickhouse.ingest.bulk.archive;

import io.tickhouse.schemas.market.Interval;
import java.util.Optional;

/**
 * A type of data and, where the type has one for each, its interval.
 *
 * @param interval present exactly when {@link DataType#hasInterval}
 */
public record Series(DataType type, Optional<Interval> interval) {
    public Series {
        if (type.hasInterval() != interval.isPresent()) {
            throw new IllegalArgumentException(
                    type.hasInterval()
                            ? "expected an interval after " + type.label() + ", such as " + type.label() + ":1m"
                            : "expected no interval after " + type.label());
        }
    }

    /** A type without intervals. */
    public static Series of(DataType type) {
        return new Series(type, Optional.empty());
    }

    /**
     * Reads {@code trades} or {@code klines:1m}.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Series parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? of(DataType.of(text))
                : new Series(
                        DataType.of(text.substring(0, colon)), Optional.of(Interval.of(text.substring(colon + 1))));
    }

    /** The spelling that {@link #parse} reads. */
    public String label() {
        return type.label() + interval.map(length -> ":" + length.label()).orElse("");
    }
}
