package io.tickhouse.ingest.bulk.archive;

import io.tickhouse.schemas.market.Venue;

/**
 * One series of one instrument: its files follow one another in time, and its rows are published in their order.
 *
 * @param venue the venue's product
 * @param symbol the instrument as the venue names it
 */
public record Dataset(Venue venue, String symbol, Series series) {
    @Override
    public String toString() {
        return venue.name() + ' ' + symbol + ' ' + series.label();
    }
}
