package io.tickhouse.ingest.ws.conformance;

import java.math.BigDecimal;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** How a venue writes what happens to a book whose images come by the channel. It is shown the market's whole book. */
public non-sealed interface ChannelBookFrames extends VenueBookFrames {
    /** A whole book, lowest price first: prices of two decimals, quantities of at most five. */
    record Sides(NavigableMap<BigDecimal, BigDecimal> bids, NavigableMap<BigDecimal, BigDecimal> asks) {
        Sides copy() {
            return new Sides(new TreeMap<>(bids), new TreeMap<>(asks));
        }
    }

    /** Levels a side that the channel tells. */
    int depth();

    /** The frame that begins a book. */
    byte[] image(Sides book);

    /** The frame that tells a change; empty when the channel does not go so deep. */
    Optional<byte[]> update(Sides before, Sides after);
}
