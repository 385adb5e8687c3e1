package io.tickhouse.ingest.ws.venue.binanceusdm;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.binance.FuturesStreams;
import io.tickhouse.schemas.market.Venue;

/**
 * Two roots: {@code /public} for books, book tickers and trades, {@code /market} for the rest. A channel on the wrong root is
 * acknowledged and never speaks (change log of 2026-03-06).
 */
final class Streams extends FuturesStreams {
    Streams() {
        super(Venue.BINANCE_USDM);
    }

    @Override
    public String baseUrl() {
        return "wss://fstream.binance.com";
    }

    @Override
    protected String root(DataType type) {
        return switch (type) {
            case TRADES, BOOK_TICKERS, L2, L2_DELTAS -> "public";
            case AGG_TRADES, KLINES, TICKERS, MARK_PRICES, LIQUIDATIONS -> "market";
            case FUNDING_RATES, OPEN_INTEREST, INSTRUMENTS ->
                throw new IllegalArgumentException("expected a type of sockets, found " + type.label());
        };
    }
}
