package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.schemas.market.Interval;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Intervals of candles in minutes. The venue also has 10080, of which it does not document on which day they begin, and 21600,
 * which the contract has not.
 */
final class Intervals {
    private static final Map<Interval, Integer> MINUTES = Map.of(
            Interval.MINUTE_1, 1,
            Interval.MINUTE_5, 5,
            Interval.MINUTE_15, 15,
            Interval.MINUTE_30, 30,
            Interval.HOUR_1, 60,
            Interval.HOUR_4, 240,
            Interval.DAY_1, 1_440);

    private Intervals() {}

    /**
     * How the venue names it.
     *
     * @throws IllegalArgumentException if it is not captured from there; the message lists all
     */
    static int minutes(Interval interval) {
        Integer minutes = MINUTES.get(interval);
        if (minutes == null) {
            throw new IllegalArgumentException("expected intervals of klines of kraken-spot out of "
                    + Arrays.stream(Interval.values())
                            .filter(MINUTES::containsKey)
                            .map(Interval::label)
                            .collect(Collectors.joining(", "))
                    + ", found " + interval.label());
        }
        return minutes;
    }

    /** The interval of so many minutes; empty if it is not captured. */
    static Optional<Interval> of(long minutes) {
        return MINUTES.entrySet().stream()
                .filter(entry -> entry.getValue() == minutes)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
