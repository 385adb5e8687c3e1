package io.tickhouse.ingest.ws.venue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a venue says of an order book at one moment.
 *
 * @param symbol as records spell it
 * @param image true when the levels are the whole book (as deep as it is given), false when they are changes
 * @param firstId first update id in it, or {@link Message#NONE}
 * @param lastId last update id in it, or {@link Message#NONE}
 * @param previousId last update id of the update before by the venue's word, or {@link Message#NONE}
 * @param checksum of the book after it, unsigned 32 bits, or {@link Message#NONE}
 * @param bids in any order
 * @param asks in any order
 * @param eventTime when the book changed; null where the venue does not say
 * @param publishTime when the venue's gateway sent it; null where it does not say
 * @param receiveTime when we read it
 */
public record BookUpdate(
        String symbol,
        boolean image,
        long firstId,
        long lastId,
        long previousId,
        long checksum,
        Levels bids,
        Levels asks,
        @Nullable Instant eventTime,
        @Nullable Instant publishTime,
        Instant receiveTime) {}
