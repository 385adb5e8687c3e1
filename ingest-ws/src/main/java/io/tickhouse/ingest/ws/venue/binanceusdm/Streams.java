package io.tickhouse.ingest.ws.venue.binanceusdm;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Limits;
import io.tickhouse.ingest.ws.venue.Request;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.ingest.ws.venue.binance.Requests;
import io.tickhouse.schemas.market.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Combined streams under two roots: {@code /public} for books, book tickers and trades, {@code /market} for the rest. A
 * channel on the wrong root is acknowledged and never speaks (change log of 2026-03-06).
 */
final class Streams implements VenueStreams {
    private static final String PUBLIC = "public";
    private static final String MARKET = "market";
    private static final int CHANNELS_PER_REQUEST = 200;
    private static final Limits LIMITS = new Limits(
            1_024,
            CHANNELS_PER_REQUEST,
            6, // of 10, since pings and pongs count too
            300, // documented for spot only; kept here too
            Duration.ofMinutes(5),
            Duration.ofHours(24));

    @Override
    public String baseUrl() {
        return "wss://fstream.binance.com";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Set<DataType> types() {
        return Set.of(
                DataType.TRADES,
                DataType.AGG_TRADES,
                DataType.KLINES,
                DataType.TICKERS,
                DataType.BOOK_TICKERS,
                DataType.MARK_PRICES,
                DataType.LIQUIDATIONS,
                DataType.L2,
                DataType.L2_DELTAS);
    }

    @Override
    public List<Subscription> subscriptions(Selection selection) {
        List<Subscription> channels = new ArrayList<>();
        for (String symbol : selection.symbols()) {
            add(channels, selection, DataType.TRADES, symbol, "@trade", PUBLIC);
            add(channels, selection, DataType.AGG_TRADES, symbol, "@aggTrade", MARKET);
            add(channels, selection, DataType.TICKERS, symbol, "@ticker", MARKET);
            add(channels, selection, DataType.BOOK_TICKERS, symbol, "@bookTicker", PUBLIC);
            add(channels, selection, DataType.MARK_PRICES, symbol, "@markPrice@1s", MARKET);
            add(channels, selection, DataType.LIQUIDATIONS, symbol, "@forceOrder", MARKET);
            for (Interval interval : selection.klineIntervals()) {
                add(
                        channels,
                        selection,
                        DataType.KLINES,
                        symbol,
                        "@kline_" + checked(interval).label(),
                        MARKET);
            }
            if (selection.books()) {
                channels.add(channel(DataType.L2, symbol, "@depth@100ms", PUBLIC));
            }
        }
        return channels;
    }

    private static void add(
            List<Subscription> channels,
            Selection selection,
            DataType type,
            String symbol,
            String suffix,
            String root) {
        if (selection.types().contains(type)) {
            channels.add(channel(type, symbol, suffix, root));
        }
    }

    private static Subscription channel(DataType type, String symbol, String suffix, String root) {
        return new Subscription(type, symbol, Requests.stream(symbol, suffix), root);
    }

    private static Interval checked(Interval interval) {
        if (interval == Interval.SECOND_1) {
            throw new IllegalArgumentException("binance-usdm has klines from 1m to 1M, not 1s");
        }
        return interval;
    }

    @Override
    public URI address(String baseUrl, String root) {
        return URI.create(Requests.base(baseUrl) + "/" + root + "/stream");
    }

    @Override
    public List<Request> subscribe(List<Subscription> channels, long firstId) {
        return Requests.of("SUBSCRIBE", channels, CHANNELS_PER_REQUEST, firstId);
    }

    @Override
    public List<Request> unsubscribe(List<Subscription> channels, long firstId) {
        return Requests.of("UNSUBSCRIBE", channels, CHANNELS_PER_REQUEST, firstId);
    }
}
