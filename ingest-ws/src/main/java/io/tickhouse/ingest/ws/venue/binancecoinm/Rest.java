package io.tickhouse.ingest.ws.venue.binancecoinm;

import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.binance.FuturesRest;
import io.tickhouse.ingest.ws.venue.binance.Requests;
import io.tickhouse.schemas.market.Venue;
import java.util.List;

/** {@code dapi} (developers.binance.com, COIN-M, "Market Data Endpoints"). */
final class Rest extends FuturesRest {
    /** Three days of them, so that what was settled while nobody listened comes too. */
    private static final int SETTLEMENTS = 10;

    Rest() {
        super(Venue.BINANCE_COINM, "/dapi/v1");
    }

    @Override
    public String baseUrl() {
        return "https://dapi.binance.com";
    }

    /** A symbol has to be named here; delivery contracts have no rates ("Get Funding Rate History of Perpetual Futures"). */
    @Override
    protected List<Poll> settled(List<String> symbols) {
        return symbols.stream()
                .map(symbol -> settledAt(
                        List.of(symbol), "/fundingRate?symbol=" + Requests.encoded(symbol) + "&limit=" + SETTLEMENTS))
                .toList();
    }
}
