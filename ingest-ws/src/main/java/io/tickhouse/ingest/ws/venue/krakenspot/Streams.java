package io.tickhouse.ingest.ws.venue.krakenspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Limits;
import io.tickhouse.ingest.ws.venue.Request;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.schemas.market.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Channels of WebSocket v2. A request names one channel and many symbols and is answered once for each symbol; the channel of
 * instruments has none and tells all. Our names of channels carry what distinguishes their requests, such as
 * {@code book-100}.
 */
final class Streams implements VenueStreams {
    private static final int SYMBOLS_PER_REQUEST = 200;
    private static final Limits LIMITS = new Limits(
            1_024,
            SYMBOLS_PER_REQUEST,
            10, // of 20
            150,
            Duration.ofMinutes(10),
            Duration.ofDays(365), // no cut is documented
            Duration.ofSeconds(5)); // heartbeats come about once a second when nothing else does

    private static final String INSTRUMENT = "instrument";

    @Override
    public String baseUrl() {
        return "wss://ws.kraken.com";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Set<DataType> types() {
        return Set.of(
                DataType.TRADES,
                DataType.KLINES,
                DataType.TICKERS,
                DataType.BOOK_TICKERS,
                DataType.INSTRUMENTS,
                DataType.L2,
                DataType.L2_DELTAS);
    }

    @Override
    public List<Subscription> subscriptions(Selection selection) {
        Set<DataType> types = selection.types();
        List<Subscription> channels = new ArrayList<>();
        if (types.contains(DataType.INSTRUMENTS) || selection.books()) {
            // before the books, whose checksums need the decimals told there
            add(channels, DataType.INSTRUMENTS, selection, INSTRUMENT);
        }
        if (types.contains(DataType.TRADES)) {
            add(channels, DataType.TRADES, selection, "trade");
        }
        if (types.contains(DataType.KLINES)) {
            for (Interval interval : selection.klineIntervals()) {
                add(channels, DataType.KLINES, selection, "ohlc-" + Intervals.minutes(interval));
            }
        }
        // one channel for both: a symbol cannot have two subscriptions of it that differ in what triggers them
        String ticker = types.contains(DataType.BOOK_TICKERS) ? "ticker-bbo" : "ticker-trades";
        if (types.contains(DataType.TICKERS)) {
            add(channels, DataType.TICKERS, selection, ticker);
        }
        if (types.contains(DataType.BOOK_TICKERS)) {
            add(channels, DataType.BOOK_TICKERS, selection, ticker);
        }
        if (selection.books()) {
            add(channels, DataType.L2, selection, "book-" + BookSequence.depth(selection.bookLevels()));
        }
        return channels;
    }

    private static void add(List<Subscription> channels, DataType type, Selection selection, String channel) {
        selection.symbols().forEach(symbol -> channels.add(new Subscription(type, symbol, channel, "")));
    }

    @Override
    public URI address(String baseUrl, String root) {
        return URI.create((baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl) + "/v2");
    }

    @Override
    public boolean tellsClosedKlines() {
        return false;
    }

    @Override
    public List<Request> subscribe(List<Subscription> channels, long firstId) {
        return requests("subscribe", channels, firstId);
    }

    @Override
    public List<Request> unsubscribe(List<Subscription> channels, long firstId) {
        return requests("unsubscribe", channels, firstId);
    }

    /** {@code {"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":10,"snapshot":true},"req_id":1}}. */
    private static List<Request> requests(String method, List<Subscription> channels, long firstId) {
        Map<String, Map<String, List<Subscription>>> byChannel = new LinkedHashMap<>();
        channels.forEach(channel -> byChannel
                .computeIfAbsent(channel.channel(), name -> new LinkedHashMap<>())
                .computeIfAbsent(channel.symbol(), symbol -> new ArrayList<>())
                .add(channel));
        List<Request> requests = new ArrayList<>();
        byChannel.forEach((channel, bySymbol) -> {
            List<String> symbols = List.copyOf(bySymbol.keySet());
            int atOnce = channel.equals(INSTRUMENT) ? symbols.size() : SYMBOLS_PER_REQUEST;
            for (int from = 0; from < symbols.size(); from += atOnce) {
                List<String> some = symbols.subList(from, Math.min(from + atOnce, symbols.size()));
                List<Subscription> asked = method.equals("subscribe")
                        ? some.stream()
                                .flatMap(symbol -> bySymbol.getOrDefault(symbol, List.of()).stream())
                                .toList()
                        : List.of();
                requests.add(request(method, channel, some, asked, firstId + requests.size()));
            }
        });
        return requests;
    }

    private static Request request(
            String method, String channel, List<String> symbols, List<Subscription> asked, long id) {
        String[] name = channel.split("-", 2);
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("method", method);
        ObjectNode params = request.putObject("params").put("channel", name[0]);
        if (channel.equals(INSTRUMENT)) {
            params.put("include_tokenized_assets", true);
        } else {
            ArrayNode list = params.putArray("symbol");
            symbols.forEach(list::add);
        }
        switch (name[0]) {
            case "book" -> params.put("depth", Integer.parseInt(name[1]));
            case "ohlc" -> params.put("interval", Integer.parseInt(name[1]));
            case "ticker" -> params.put("event_trigger", name[1]);
            default -> {
                // nothing to choose
            }
        }
        if (method.equals("subscribe")) {
            params.put("snapshot", true);
        }
        request.put("req_id", id);
        int answers = channel.equals(INSTRUMENT) ? 1 : symbols.size();
        return new Request(request.toString(), Long.toString(id), answers, asked);
    }
}
