package io.tickhouse.ingest.ws.venue;

import io.tickhouse.schemas.market.Venue;

/** All that is particular to a venue. */
public interface VenueAdapter {
    /** Its name, and what holds for all its instruments. */
    Venue venue();

    VenueStreams streams();

    /** A decoder of its frames, for one thread. */
    FrameDecoder frames();

    /**
     * How its books follow their updates.
     *
     * @param levels a side that are wanted, as {@link Selection#bookLevels}
     */
    BookRule books(int levels);

    VenueRest rest();
}
