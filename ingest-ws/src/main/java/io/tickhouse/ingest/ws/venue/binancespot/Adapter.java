package io.tickhouse.ingest.ws.venue.binancespot;

import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.schemas.market.Venue;

/** Binance spot: trades and ids per symbol, books bracketed by a REST image. */
public final class Adapter implements VenueAdapter {
    @Override
    public Venue venue() {
        return Venue.BINANCE_SPOT;
    }

    @Override
    public VenueStreams streams() {
        return new Streams();
    }

    @Override
    public FrameDecoder frames() {
        return Frames.decoder();
    }

    @Override
    public BookRule books(int levels) {
        return new BookSequence();
    }

    @Override
    public VenueRest rest() {
        return new Rest();
    }
}
