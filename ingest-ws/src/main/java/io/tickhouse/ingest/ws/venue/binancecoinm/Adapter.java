package io.tickhouse.ingest.ws.venue.binancecoinm;

import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.ingest.ws.venue.binance.FuturesBooks;
import io.tickhouse.ingest.ws.venue.binance.FuturesFrames;
import io.tickhouse.schemas.market.Venue;

/** Binance COIN-M futures: quantities are contracts, books chained by the id before. */
public final class Adapter implements VenueAdapter {
    @Override
    public Venue venue() {
        return Venue.BINANCE_COINM;
    }

    @Override
    public VenueStreams streams() {
        return new Streams();
    }

    @Override
    public FrameDecoder frames() {
        return FuturesFrames.decoder(Venue.BINANCE_COINM);
    }

    @Override
    public BookRule books(int levels) {
        return new FuturesBooks();
    }

    @Override
    public VenueRest rest() {
        return new Rest();
    }
}
