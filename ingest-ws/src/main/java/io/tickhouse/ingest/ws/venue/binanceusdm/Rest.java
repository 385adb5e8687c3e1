package io.tickhouse.ingest.ws.venue.binanceusdm;

import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.binance.FuturesRest;
import io.tickhouse.schemas.market.Venue;
import java.util.List;

/** {@code fapi} (developers.binance.com, USDⓈ-M, "Market Data Endpoints"). */
final class Rest extends FuturesRest {
    Rest() {
        super(Venue.BINANCE_USDM, "/fapi/v1");
    }

    @Override
    public String baseUrl() {
        return "https://fapi.binance.com";
    }

    /** One answer for all symbols, with a budget of its own of 500 requests in 5 minutes. */
    @Override
    protected List<Poll> settled(List<String> symbols) {
        return List.of(settledAt(symbols, "/fundingRate?limit=1000"));
    }
}
