package io.tickhouse.streams.coverage;

/**
 * One unbroken run of seen ids.
 *
 * @param first lowest id
 * @param last highest id
 * @param earliest earliest event time of its trades, microseconds since 1970-01-01T00:00:00Z
 * @param latest latest event time of its trades, microseconds since 1970-01-01T00:00:00Z
 */
public record Run(long first, long last, long earliest, long latest) {

    boolean holds(long id) {
        return first <= id && id <= last;
    }

    Run with(long id, long time) {
        return new Run(Math.min(first, id), Math.max(last, id), Math.min(earliest, time), Math.max(latest, time));
    }

    Run joined(Run next) {
        return new Run(first, next.last, Math.min(earliest, next.earliest), Math.max(latest, next.latest));
    }
}
