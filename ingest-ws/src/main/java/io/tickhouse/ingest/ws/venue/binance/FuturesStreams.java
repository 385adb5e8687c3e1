package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Limits;
import io.tickhouse.ingest.ws.venue.Request;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Venue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Combined streams of futures, which have the same names on both products. */
public abstract class FuturesStreams implements VenueStreams {
    private static final int CHANNELS_PER_REQUEST = 200;
    private static final Limits LIMITS = new Limits(
            1_024,
            CHANNELS_PER_REQUEST,
            6, // of 10, since pings and pongs count too
            300, // documented for spot only; kept here too
            Duration.ofMinutes(5),
            Duration.ofHours(24));

    private final Venue venue;

    protected FuturesStreams(Venue venue) {
        this.venue = venue;
    }

    /** The root that carries a type; empty where the product has but one. */
    protected abstract String root(DataType type);

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
            add(channels, selection, DataType.TRADES, symbol, "@trade");
            add(channels, selection, DataType.AGG_TRADES, symbol, "@aggTrade");
            add(channels, selection, DataType.TICKERS, symbol, "@ticker");
            add(channels, selection, DataType.BOOK_TICKERS, symbol, "@bookTicker");
            add(channels, selection, DataType.MARK_PRICES, symbol, "@markPrice@1s");
            add(channels, selection, DataType.LIQUIDATIONS, symbol, "@forceOrder");
            for (Interval interval : selection.klineIntervals()) {
                add(
                        channels,
                        selection,
                        DataType.KLINES,
                        symbol,
                        "@kline_" + checked(interval).label());
            }
            if (selection.books()) {
                channels.add(channel(DataType.L2, symbol, "@depth@100ms"));
            }
        }
        return channels;
    }

    private void add(List<Subscription> channels, Selection selection, DataType type, String symbol, String suffix) {
        if (selection.types().contains(type)) {
            channels.add(channel(type, symbol, suffix));
        }
    }

    private Subscription channel(DataType type, String symbol, String suffix) {
        return new Subscription(type, symbol, Requests.stream(symbol, suffix), root(type));
    }

    private Interval checked(Interval interval) {
        if (interval == Interval.SECOND_1) {
            throw new IllegalArgumentException(venue.name() + " has klines from 1m to 1M, not 1s");
        }
        return interval;
    }

    @Override
    public URI address(String baseUrl, String root) {
        return URI.create(Requests.base(baseUrl) + (root.isEmpty() ? "" : "/" + root) + "/stream");
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
