package io.tickhouse.ingest.ws.venue.binancespot;

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

/** Combined streams with times in microseconds (web-socket-streams.md, "General WSS information"). */
final class Streams implements VenueStreams {
    private static final int CHANNELS_PER_REQUEST = 200;
    private static final Limits LIMITS = new Limits(
            1_024,
            CHANNELS_PER_REQUEST,
            3, // of 5, since pings and pongs count too
            300,
            Duration.ofMinutes(5),
            Duration.ofHours(24));

    @Override
    public String baseUrl() {
        return "wss://stream.binance.com:9443";
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
                DataType.L2,
                DataType.L2_DELTAS);
    }

    @Override
    public List<Subscription> subscriptions(Selection selection) {
        List<Subscription> channels = new ArrayList<>();
        for (String symbol : selection.symbols()) {
            if (selection.types().contains(DataType.TRADES)) {
                channels.add(channel(DataType.TRADES, symbol, "@trade"));
            }
            if (selection.types().contains(DataType.AGG_TRADES)) {
                channels.add(channel(DataType.AGG_TRADES, symbol, "@aggTrade"));
            }
            if (selection.types().contains(DataType.KLINES)) {
                for (Interval interval : selection.klineIntervals()) {
                    channels.add(channel(DataType.KLINES, symbol, "@kline_" + interval.label()));
                }
            }
            if (selection.types().contains(DataType.TICKERS)) {
                channels.add(channel(DataType.TICKERS, symbol, "@ticker"));
            }
            if (selection.types().contains(DataType.BOOK_TICKERS)) {
                channels.add(channel(DataType.BOOK_TICKERS, symbol, "@bookTicker"));
            }
            if (selection.books()) {
                channels.add(channel(DataType.L2, symbol, "@depth@100ms"));
            }
        }
        return channels;
    }

    private static Subscription channel(DataType type, String symbol, String suffix) {
        return new Subscription(type, symbol, Requests.stream(symbol, suffix), "");
    }

    @Override
    public URI address(String baseUrl, String root) {
        return URI.create(Requests.base(baseUrl) + "/stream?timeUnit=MICROSECOND");
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
