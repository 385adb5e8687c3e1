package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.schemas.market.Venue;

/** Kraken spot: trade ids per pair, books by the channel alone, right by their checksum. */
public final class Adapter implements VenueAdapter {
    @Override
    public Venue venue() {
        return Venue.KRAKEN_SPOT;
    }

    @Override
    public VenueStreams streams() {
        return new Streams();
    }

    @Override
    public FrameDecoder frames() {
        return new Frames();
    }

    @Override
    public BookRule books(int levels) {
        return new BookSequence(BookSequence.depth(levels));
    }

    @Override
    public VenueRest rest() {
        return new Rest();
    }
}
