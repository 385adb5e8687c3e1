package io.tickhouse.ingest.ws.venue.binancecoinm;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.binance.FuturesStreams;
import io.tickhouse.schemas.market.Venue;

/** No roots: the split of 2026-03-06 is of USDⓈ-M's host alone, and one connection carries every channel. */
final class Streams extends FuturesStreams {
    Streams() {
        super(Venue.BINANCE_COINM);
    }

    @Override
    public String baseUrl() {
        return "wss://dstream.binance.com";
    }

    @Override
    protected String root(DataType type) {
        return "";
    }
}
