package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.ingest.ws.conformance.SocketFrames;
import io.tickhouse.ingest.ws.conformance.VenueBookFrames;
import io.tickhouse.ingest.ws.conformance.VenueConformance;

class ConformanceTest extends VenueConformance {
    ConformanceTest() {
        super(new Adapter());
    }

    @Override
    protected VenueBookFrames bookFrames() {
        return new KrakenBookFrames();
    }

    @Override
    protected SocketFrames socketFrames() {
        return new KrakenSocketFrames();
    }
}
