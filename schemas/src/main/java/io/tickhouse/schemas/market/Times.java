package io.tickhouse.schemas.market;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as the contract carries them: microseconds since 1970-01-01T00:00:00Z. */
public final class Times {
    /** Before this no exchange of this kind existed: a time before it is an error of unit or of the source. */
    public static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

    /** How far ahead of our clock a venue's time may be before it is taken for an error. */
    public static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    private Times() {}

    /** Microseconds since 1970-01-01T00:00:00Z; anything finer is cut. */
    public static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }

    /** The moment that many microseconds after 1970-01-01T00:00:00Z. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** True when an event at {@code time} is believable at {@code now}: from 2009 to a day ahead. */
    public static boolean plausible(Instant time, Instant now) {
        return !time.isBefore(EARLIEST) && !time.isAfter(now.plus(FURTHEST_AHEAD));
    }
}
