package io.tickhouse.ingest.ws.venue.binanceusdm;

import io.tickhouse.ingest.ws.conformance.BookFrames;
import io.tickhouse.ingest.ws.conformance.SocketFrames;
import io.tickhouse.ingest.ws.conformance.VenueConformance;
import io.tickhouse.ingest.ws.venue.binance.BinanceSocketFrames;
import io.tickhouse.ingest.ws.venue.binance.FuturesBookFrames;

class ConformanceTest extends VenueConformance {
    ConformanceTest() {
        super(new Adapter());
    }

    @Override
    protected BookFrames bookFrames() {
        return FuturesBookFrames.ofUsdm();
    }

    @Override
    protected SocketFrames socketFrames() {
        return new BinanceSocketFrames();
    }
}
