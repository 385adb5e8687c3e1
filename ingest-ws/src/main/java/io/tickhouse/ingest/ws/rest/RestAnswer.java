package io.tickhouse.ingest.ws.rest;

import java.time.Duration;
import java.time.Instant;

/**
 * What a venue answered.
 *
 * @param body UTF-8 as a rule
 * @param sent when it was asked, by our clock
 * @param received when the answer was there, by our clock
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record RestAnswer(byte[] body, Instant sent, Instant received) {
    /** The round trip, with what the venue took to answer. */
    public Duration took() {
        return Duration.between(sent, received);
    }

    /** How far a clock that showed {@code theirs} on the way between is ahead of ours; half the round trip is the error. */
    public Duration ahead(Instant theirs) {
        return Duration.between(sent.plus(Duration.between(sent, received).dividedBy(2)), theirs);
    }
}
