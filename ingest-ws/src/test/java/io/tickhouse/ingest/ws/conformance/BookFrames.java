package io.tickhouse.ingest.ws.conformance;

import java.math.BigDecimal;
import java.util.Map;

/** How a venue writes what happens to a book whose images come by REST; ids run from 1 and every change takes one. */
public non-sealed interface BookFrames extends VenueBookFrames {
    String SYMBOL = "AAAUSDT";

    /**
     * A frame with the changes of the ids {@code first} to {@code last}.
     *
     * @param previous last id of the frame before
     * @param bids quantity by price, 0 removes
     */
    byte[] update(
            long first, long last, long previous, Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks);

    /** A REST answer with the whole book at an id. */
    byte[] image(long id, Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks);
}
